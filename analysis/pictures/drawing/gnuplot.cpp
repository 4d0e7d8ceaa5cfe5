#include <array>
#include <cstdio>
#include <fstream>

#include <sys/wait.h>

#include "analysis/pictures/drawing/canvas.hpp"
#include "io/interruption.hpp"

namespace samen::analysis::picture {
namespace {

void write_file(const std::filesystem::path& path, const std::string& contents) {
  std::ofstream out(path, std::ios::binary);
  out << contents;
  out.close();
  if (!out) throw PictureError(path.string() + ": cannot be written");
}

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw PictureError(path.string() + ": cannot be read");
  return text.str();
}

// ---- gnuplot ------------------------------------------------------------------------------------

/// Quotes any text as one word of a shell command.
std::string quoted(std::string word) {
  replace_all(word, "'", "'\\''");
  return "'" + word + "'";
}

struct Outcome {
  int status = 0;       // as returned by waitpid
  std::string message;  // standard output and standard error
};

Outcome outcome_of(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) throw PictureError("there is no shell to run gnuplot in");
  Outcome outcome;
  std::array<char, 4096> piece{};
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), pipe))
    outcome.message.append(piece.data(), size);
  outcome.status = pclose(pipe);
  return outcome;
}

void run_gnuplot(const std::filesystem::path& folder, const std::string& script,
                 std::string_view format) {
  // The script reads its data and writes its picture in its own folder; CDPATH could lead a
  // relative folder elsewhere. The option -d ignores the user's settings, which must not change the
  // picture.
  const Outcome outcome = outcome_of("{ cd " + quoted(std::filesystem::absolute(folder).string()) +
                                     " && gnuplot -d -e \"format='" + std::string(format) + "'\" " +
                                     script + "; } 2>&1 </dev/null");
  constexpr int not_found = 127;  // exit code of the shell
  throw_if_interrupted();         // a signal from the keyboard also reaches gnuplot
  const bool ended = WIFEXITED(outcome.status);
  if (ended && WEXITSTATUS(outcome.status) == not_found)
    throw PictureError("gnuplot is not on the PATH (on Debian: apt-get install gnuplot-nox)");
  if (!ended || WEXITSTATUS(outcome.status) != 0)
    throw PictureError("gnuplot could not draw " + script + ":\n" + outcome.message);
}

// ---- SVG ----------------------------------------------------------------------------------------

/// Escapes a text for XML; line ends stay, other control characters are not allowed.
std::string xml(const std::string& words) {
  std::string text;
  for (const char byte : words)
    if (byte == '\n' || static_cast<unsigned char>(byte) >= 0x20) text += byte;
  replace_all(text, "&", "&amp;");
  replace_all(text, "<", "&lt;");
  replace_all(text, ">", "&gt;");
  return text;
}

/// Cleans one line of gnuplot's SVG and makes its ids unique; the next line decides how it is
/// drawn.
std::string tidied(std::string line, const std::string& next, const std::string& prefix) {
  if (line.find("<text") != std::string::npos) return line;  // texts stay unchanged
  // Removes the names of gnuplot's plots ("gnuplot_plot_1a"), which a browser would show as
  // tooltips.
  const std::size_t name = line.find("<g id=\"gnuplot_plot_");
  if (name != std::string::npos) line.replace(name, std::string::npos, "<g>");
  // Transparent bands look better with smooth edges; the cells of a grid do not.
  if (next.find(" fill-opacity = ") != std::string::npos)
    replace_all(line, " shape-rendering='crispEdges'", "");
  replace_all(line, " font-family=\"sans-serif\"", "");
  for (const char* before : {" id='", " id=\"", "href='#", "url(#"})
    replace_all(line, before, before + prefix);
  return line;
}

/// The whole drawing without gnuplot's many empty groups.
std::string tidied(const std::string& drawing, const std::string& prefix) {
  std::istringstream in(drawing);
  std::string result, line, next;
  for (std::getline(in, line); in; line = next) {
    std::getline(in, next);
    if (line.starts_with("<g fill=\"none\"") && next == "</g>")
      std::getline(in, next);
    else
      result += tidied(line, next, prefix) + '\n';
  }
  return result;
}

/// Prepares gnuplot's SVG for a page: adds a title and description for screen readers, unique ids,
/// a choice of fonts, the width of the page as its limit, and the hover areas.
///
/// gnuplot's own hypertext is not usable: it refers to a script file of gnuplot by an absolute path
/// and leaves the <title> of the point empty.
std::string finished_svg(const std::string& raw, const Picture& picture) {
  const std::string prefix = picture.name + "-";
  const std::size_t canvas = raw.find("<g id=\"gnuplot_canvas\">");
  if (canvas == std::string::npos) throw PictureError(picture.name + ": gnuplot wrote no SVG");
  std::ostringstream svg;
  svg << "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
      << " width=\"" << picture.width << "\" height=\"" << picture.height << "\" viewBox=\"0 0 "
      << picture.width << ' ' << picture.height << "\" style=\"max-width:100%;height:auto\""
      << " role=\"img\" aria-labelledby=\"" << prefix << "title " << prefix << "description\""
      << " font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n<title"
      << " id=\"" << prefix << "title\">" << xml(picture.title) << "</title>\n<desc id=\"" << prefix
      << "description\">" << xml(picture.description) << "</desc>\n"
      << tidied(raw.substr(canvas, raw.rfind("</svg>") - canvas), prefix)
      << "<style>.hover rect{fill:#000;fill-opacity:0}"
      << ".hover rect:hover{fill-opacity:.07}</style>\n<g class=\"hover\">\n";
  for (const Hover& area : picture.hovers)
    svg << "<rect x=\"" << area.left << "\" y=\"" << area.top << "\" width=\"" << area.width
        << "\" height=\"" << area.height << "\"><title>" << xml(area.text) << "</title></rect>\n";
  svg << "</g>\n</svg>\n";
  return svg.str();
}

}  // namespace

const std::string& ending_of(Format format) {
  static const std::vector<std::string> endings{"svg", "png", "pdf"};  // in the order of Format
  return endings[static_cast<std::size_t>(format)];
}

std::filesystem::path draw(const Picture& picture, const std::filesystem::path& folder,
                           Format format) {
  throw_if_interrupted();
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw PictureError(folder.string() + ": cannot be made: " + failure.message());
  const std::string script = picture.name + ".gp";
  write_file(folder / script, picture.script);
  write_file(folder / (picture.name + ".dat"), picture.data);
  run_gnuplot(folder, script, ending_of(format));
  const auto path = folder / (picture.name + "." + ending_of(format));
  if (format == Format::svg) write_file(path, finished_svg(contents_of(path), picture));
  return path;
}

}  // namespace samen::analysis::picture
