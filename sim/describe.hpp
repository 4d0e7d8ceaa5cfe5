// `samen describe`: the rows of parameters, observables and arms as a Markdown table or as JSON.
#pragma once

#include <ostream>
#include <string>

namespace samen {

/// Writes "parameters", "observables" or "arms" as "markdown" or "json".
void describe(const std::string& what, const std::string& format, std::ostream& out);

}  // namespace samen
