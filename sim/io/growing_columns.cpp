#include "io/growing_columns.hpp"

#include <algorithm>

#include "experiment/runner.hpp"
#include "io/hdf5.hpp"
#include "io/results_file.hpp"
#include "io/stored_rows.hpp"

namespace samen {

using hdf5::checked;
using hdf5::Handle;

void GrowingColumns::add(const std::string& name, hid_t dataset) {
  const Handle creation{H5Dget_create_plist(dataset), H5Pclose, "reading a layout"};
  const Handle type{H5Dget_type(dataset), H5Tclose, "reading a type"};
  hsize_t rows = 0;
  checked(H5Pget_chunk(creation, 1, &rows), "reading a layout");
  columns_[name] = {dataset, H5Tget_size(type), rows};
}

void GrowingColumns::append(const std::string& name, const void* rows, std::size_t count) {
  Column& column = columns_.at(name);
  const auto* const bytes = static_cast<const unsigned char*>(rows);
  column.gathered.insert(column.gathered.end(), bytes, bytes + count * column.bytes_a_row);
}

void GrowingColumns::write(bool everything) {
  struct Full {
    Column* column;
    std::size_t begin;  ///< in the bytes that are gathered
  };
  std::vector<Full> full;
  for (auto& [name, column] : columns_) {
    const std::size_t bytes = column.rows_in_chunk * column.bytes_a_row;
    const hsize_t rows = column.written + column.gathered.size() / column.bytes_a_row;
    if (!column.gathered.empty())
      checked(H5Dset_extent(column.dataset, &rows), "extending " + name);
    if (everything)  // a chunk is written whole; what lies behind the last row is never read
      column.gathered.resize((column.gathered.size() + bytes - 1) / bytes * bytes);
    for (std::size_t begin = 0; begin + bytes <= column.gathered.size(); begin += bytes)
      full.push_back({&column, begin});
  }
  chunks_.resize(std::max(chunks_.size(), full.size()));
  side_by_side(workers_, static_cast<int>(full.size()), [&](int n) {
    const Full& one = full[static_cast<std::size_t>(n)];
    compress(&one.column->gathered[one.begin], one.column->rows_in_chunk * one.column->bytes_a_row,
             one.column->bytes_a_row, chunks_[static_cast<std::size_t>(n)]);
  });
  for (std::size_t n = 0; n < full.size(); ++n) {
    Column& column = *full[n].column;
    const hsize_t at = column.written;
    checked(H5Dwrite_chunk(column.dataset, H5P_DEFAULT, chunks_[n].skipped, &at, chunks_[n].size,
                           chunks_[n].bytes.data()),
            "writing rows");
    column.written += column.rows_in_chunk;
  }
  for (auto& [name, column] : columns_) {
    const std::size_t bytes = column.rows_in_chunk * column.bytes_a_row;
    const std::size_t done = column.gathered.size() / bytes * bytes;
    column.gathered.erase(column.gathered.begin(),
                          column.gathered.begin() + static_cast<std::ptrdiff_t>(done));
  }
}

void append_rows(const ResultsFile& source, const std::string& name, GrowingColumns& columns) {
  constexpr std::size_t rows_at_once = (16 << 20) / sizeof(double);
  const std::size_t rows = source.shape(name).at(0);
  for (std::size_t first = 0; first < rows; first += rows_at_once) {
    const std::size_t count = std::min(rows_at_once, rows - first);
    columns.append(name, stored_rows(source, name, first, count).bytes.data(), count);
    columns.write_full_chunks();
  }
}

}  // namespace samen
