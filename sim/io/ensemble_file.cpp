#include "io/ensemble_file.hpp"

#include "io/toml_file.hpp"

namespace samen {

Ensemble read_ensemble_file(const std::string& path) {
  Complaints complaints;
  const toml::table file = parsed(contents_of(path), path, complaints);
  refuse(complaints, path);
  Ensemble ensemble = read_ensemble(file, complaints);
  refuse(complaints, path);
  return ensemble;
}

}  // namespace samen
