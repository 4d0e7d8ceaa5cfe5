// The linear algebra of several estimators, compiled once, because Eigen's products and
// decompositions are slow to compile.
#pragma once

#include <Eigen/Core>

namespace samen::analysis {

Eigen::MatrixXd product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);
Eigen::VectorXd product(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);

/// The pseudo-inverse of a matrix of any rank, and that rank.
struct PseudoInverse {
  Eigen::MatrixXd matrix;
  Eigen::Index rank = 0;
};
PseudoInverse pseudo_inverse(const Eigen::MatrixXd& a);

/// The shortest x that minimises |a x - b|, and the rank of a. Pivots below `negligible` times the
/// largest count as zero (0: only those within rounding).
struct LeastSquares {
  Eigen::VectorXd solution;
  Eigen::Index rank = 0;
};
LeastSquares least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                           double negligible = 0.0);

/// Orthonormal columns that span the same space. Pivots below `negligible` times the largest count
/// as zero.
Eigen::MatrixXd orthonormal_basis(const Eigen::MatrixXd& columns, double negligible);

}  // namespace samen::analysis
