#include "analysis/statistics/distributions.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace samen::analysis {

using boost::math::cdf;
using boost::math::chi_squared;
using boost::math::complement;
using boost::math::fisher_f;
using boost::math::non_central_t;
using boost::math::normal;
using boost::math::students_t;

double normal_probability(double z) {
  return cdf(normal(), z);
}

double normal_quantile(double probability) {
  return boost::math::quantile(normal(), probability);
}

double student_quantile(double degrees_of_freedom, double probability) {
  return boost::math::quantile(students_t(degrees_of_freedom), probability);
}

double student_upper_quantile(double degrees_of_freedom, double tail) {
  return boost::math::quantile(complement(students_t(degrees_of_freedom), tail));
}

double student_upper_tail(double degrees_of_freedom, double t) {
  return cdf(complement(students_t(degrees_of_freedom), t));
}

double noncentral_t_probability(double degrees_of_freedom, double noncentrality, double t) {
  return cdf(non_central_t(degrees_of_freedom, noncentrality), t);
}

double noncentral_t_upper_tail(double degrees_of_freedom, double noncentrality, double t) {
  return cdf(complement(non_central_t(degrees_of_freedom, noncentrality), t));
}

double chi_squared_probability(double degrees_of_freedom, double value) {
  return cdf(chi_squared(degrees_of_freedom), value);
}

double chi_squared_quantile(double degrees_of_freedom, double probability) {
  return boost::math::quantile(chi_squared(degrees_of_freedom), probability);
}

double chi_squared_upper_tail(double degrees_of_freedom, double value) {
  return cdf(complement(chi_squared(degrees_of_freedom), value));
}

double f_upper_quantile(double degrees_above, double degrees_below, double tail) {
  return boost::math::quantile(complement(fisher_f(degrees_above, degrees_below), tail));
}

}  // namespace samen::analysis
