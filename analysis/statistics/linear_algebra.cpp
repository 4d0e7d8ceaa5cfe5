#include "analysis/statistics/linear_algebra.hpp"

#include <Eigen/QR>

namespace samen::analysis {

Eigen::MatrixXd product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return a * b;
}

Eigen::VectorXd product(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
  return a * b;
}

PseudoInverse pseudo_inverse(const Eigen::MatrixXd& a) {
  const Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition(a);
  return {decomposition.pseudoInverse(), decomposition.rank()};
}

LeastSquares least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, double negligible) {
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition(a.rows(), a.cols());
  if (negligible > 0.0) decomposition.setThreshold(negligible);
  decomposition.compute(a);
  return {decomposition.solve(b), decomposition.rank()};
}

Eigen::MatrixXd orthonormal_basis(const Eigen::MatrixXd& columns, double negligible) {
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition(columns.rows(),
                                                                        columns.cols());
  decomposition.setThreshold(negligible).compute(columns);
  return decomposition.householderQ() *
         Eigen::MatrixXd::Identity(columns.rows(), decomposition.rank());
}

}  // namespace samen::analysis
