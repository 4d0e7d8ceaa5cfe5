// What several estimators need of linear algebra, compiled once: most of what Eigen costs a
// compiler are its products and decompositions.
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

/// The shortest x for which |a x - b| is least, and the rank of a: pivots below `negligible` times
/// the largest count as nought (0: those within rounding).
struct LeastSquares {
  Eigen::VectorXd solution;
  Eigen::Index rank = 0;
};
LeastSquares least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                           double negligible = 0.0);

/// The coefficients of a regression on columns that no sum of the others equals, by the normal
/// equations.
Eigen::VectorXd regression(const Eigen::MatrixXd& columns, const Eigen::VectorXd& response);

/// Orthonormal columns that span the same space; pivots below `negligible` times the largest count
/// as nought.
Eigen::MatrixXd orthonormal_basis(const Eigen::MatrixXd& columns, double negligible);

}  // namespace samen::analysis
