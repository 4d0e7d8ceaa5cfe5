// samen plot: draws pictures of a result file for publication with gnuplot; it also keeps the
// scripts and data.
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/pictures/picture_kind.hpp"
#include "analysis/results/acting.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"

namespace samen::analysis {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> endings{"svg", "png", "pdf"};

picture::Format format_asked(const Request& request) {
  const auto& name = request.value<std::string>("to");
  require_known("--to", name, endings);
  return static_cast<picture::Format>(std::find(endings.begin(), endings.end(), name) -
                                      endings.begin());
}

PlotRequest plot_wanted(const Request& request, const Batch& batch) {
  PlotRequest wanted{
      batch, language_of(request),
      request.has("point") ? request.value<int>("point") : batch.representative_point(), 0};
  if (std::find(batch.points().begin(), batch.points().end(), wanted.point) == batch.points().end())
    throw Misuse("--point must be a design point, " + std::to_string(batch.points().front()) +
                 " to " + std::to_string(batch.points().back()) + ", got " +
                 std::to_string(wanted.point));
  if (!request.has("run")) {
    wanted.run = middle_run(batch, representative_arm(batch, wanted.point));
    return wanted;
  }
  const int run = request.value<int>("run");
  if (run < 0 || static_cast<std::size_t>(run) >= batch.runs() ||
      !batch.ran(static_cast<std::size_t>(run)))
    throw Misuse("--run must be a run that came to its end, 0 to " +
                 std::to_string(batch.runs() - 1) + ", got " + std::to_string(run));
  wanted.run = static_cast<std::size_t>(run);
  return wanted;
}

void list_pictures(const Batch& batch, Language language) {
  const TableWords words(language, "tables.pictures");
  Table table =
      words.table("pictures", {"picture", "about", "missing"}, {{"file", batch.file().path()}});
  for (const PictureKind& kind : picture_kinds())
    table.add({kind.name, name_in(language, kind.about),
               name_in(language, kind.missing(batch).value_or(""))});
  write(std::cout, {table}, Format::text, language);
}

/// Draws pictures in a temporary folder and moves each into the final folder when it is complete.
class Album {
 public:
  /// Throws OutputRefused, with all names, if files of these pictures already exist.
  Album(fs::path folder, const std::vector<std::string>& names, picture::Format format,
        Existing existing)
      : folder_(std::move(folder)), format_(format), existing_(existing) {
    std::vector<fs::path> all;
    for (const std::string& name : names)
      for (const fs::path& file : files_of(name)) all.push_back(folder_ / file);
    require_free(all, existing_);
    std::error_code failure;
    fs::create_directories(folder_, failure);
    if (failure) throw Misuse("'" + folder_.string() + "': " + failure.message());
    aside_.emplace(folder_);
  }

  /// Returns the path of the picture. If gnuplot fails, its script and data are kept.
  fs::path add(const picture::Picture& picture) {
    try {
      picture::draw(picture, aside_->path(), format_);
    } catch (const picture::PictureError& error) {
      put(picture.name);
      throw picture::PictureError(std::string(error.what()) + "; the script is kept in " +
                                  (folder_ / (picture.name + ".gp")).string());
    }
    return put(picture.name);
  }

 private:
  /// The script, data and picture files.
  std::vector<fs::path> files_of(const std::string& name) const {
    return {name + ".gp", name + ".dat", name + "." + picture::ending_of(format_)};
  }
  fs::path put(const std::string& name) {
    fs::path last;
    for (const fs::path& file : files_of(name)) {
      last = folder_ / file;
      if (!fs::exists(aside_->path() / file)) continue;
      give_name(aside_->path() / file, existing_ == Existing::replaced ? without_links(last) : last,
                existing_);
    }
    return last;
  }

  fs::path folder_;
  picture::Format format_;
  Existing existing_;
  std::optional<TemporaryFolder> aside_;
};

/// The requested kinds; if all are requested, those that the file supports.
std::vector<PictureKind> kinds_asked(const Request& request, const Batch& batch) {
  std::vector<std::string> known;
  for (const PictureKind& kind : picture_kinds()) known.push_back(kind.name);
  const bool chosen = request.has("picture");
  const auto names = chosen ? request.value<std::vector<std::string>>("picture") : known;
  for (const std::string& name : names) require_known("--picture", name, known);
  std::vector<PictureKind> kinds;
  for (const PictureKind& kind : picture_kinds()) {
    if (std::find(names.begin(), names.end(), kind.name) == names.end()) continue;
    const auto missing = kind.missing(batch);
    if (missing && chosen) throw ResultsError("picture '" + kind.name + "' " + *missing);
    if (!missing) kinds.push_back(kind);
  }
  return kinds;
}

std::string counted_pictures(std::size_t n) {
  return std::to_string(n) + (n == 1 ? " picture is" : " pictures are");
}

int draw_asked(const Request& request) {
  const Batch batch(request.files().front(), language_of(request));
  if (request.has("list")) {
    list_pictures(batch, language_of(request));
    return done;
  }
  const picture::Format format = format_asked(request);
  const PlotRequest wanted = plot_wanted(request, batch);
  const bool chosen = request.has("picture");
  const auto kinds = kinds_asked(request, batch);
  std::vector<std::string> names;
  for (const PictureKind& kind : kinds) names.push_back(kind.name);
  const std::string folder =
      request.has("output")
          ? request.value<std::string>("output")
          : fs::path(batch.file().path()).replace_extension("").string() + "_pictures";
  Album album(folder, names, format, request.existing());
  std::size_t drawn = 0;
  for (const PictureKind& kind : kinds) {
    try {
      throw_if_interrupted();
      std::cout << album.add(kind.drawn(wanted)).string() << '\n' << std::flush;
      ++drawn;
    } catch (const Interrupted& interrupted) {
      if (drawn == 0) throw;
      throw Interrupted{interrupted.signal, counted_pictures(drawn) + " kept in " + folder};
    } catch (const ResultsError&) {
      if (chosen) throw;  // among all pictures, one with nothing to draw is skipped
    } catch (const std::invalid_argument& undrawable) {
      if (chosen) throw;  // among all pictures, a failed one does not prevent the others
      std::cerr << "samen plot: the picture '" << kind.name
                << "' could not be drawn: " << undrawable.what() << '\n';
    }
  }
  if (const std::string inert = about_inert_factors(batch); !inert.empty())
    std::cerr << "note: " << inert << '\n';
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "plot",
      .about = "publication pictures as SVG, PNG or PDF, with gnuplot script and data",
      .usage = "RESULTS.h5 [options]",
      .meaning =
          "Draws all pictures a result file has, or those asked for, into a folder beside it, each "
          "with\nits gnuplot script and data: `gnuplot NAME.gp` there makes it again. --list names "
          "them, and\nwhat the others need.",
      .example = "samen plot hefboom8.h5 --picture progress --picture ledger --to pdf",
      .kind = samen::Kind::files,
      .options =
          [](po::options_description_easy_init& add) {
            add("picture", po::value<std::vector<std::string>>()->composing(),
                "draw only this; may be repeated");
            add("list", "name the pictures, draw none");
            add("to", po::value<std::string>()->default_value("svg"), "svg, png or pdf");
            samen::analysis::add_language(add);
            add("point", po::value<int>(), "design point; default: the first");
            add("run", po::value<int>(),
                "run shown where one is; default: the middle one of the arm that answers");
            add("output,o", po::value<std::string>(),
                "folder; default: RESULTS_pictures beside the file");
          },
      .act = samen::analysis::draw_asked}
      .run(count, words);
}
