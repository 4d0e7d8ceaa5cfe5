// Probabilities and quantiles of distributions. They are compiled once, because Boost.Math takes
// longer to compile than the estimators. An upper tail is the probability above a value; it is
// exact even where it is small.
#pragma once

namespace samen::analysis {

double normal_probability(double z);
double normal_quantile(double probability);

double student_quantile(double degrees_of_freedom, double probability);
double student_upper_quantile(double degrees_of_freedom, double tail);
double student_upper_tail(double degrees_of_freedom, double t);

double noncentral_t_probability(double degrees_of_freedom, double noncentrality, double t);
double noncentral_t_upper_tail(double degrees_of_freedom, double noncentrality, double t);

double chi_squared_probability(double degrees_of_freedom, double value);
double chi_squared_quantile(double degrees_of_freedom, double probability);
double chi_squared_upper_tail(double degrees_of_freedom, double value);

double f_upper_quantile(double degrees_above, double degrees_below, double tail);

}  // namespace samen::analysis
