// How long data take to load, and how much memory: a table of 30 columns of 10^4 to 10^6 rows, beside the
// limit, which is to read its bytes and to turn each of its fields into a number on all cores; 28 x 28 PNGs
// in folders; and the same in archives and as arrays. Each is loaded in a process of its own. Usage:
// load_data [LARGEST], by default 1000000.

#include "core/base/rng.h"
#include "core/base/threads.h"
#include "core/data/data_source.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <spng.h>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace tristate;
namespace fs = std::filesystem;

namespace {

constexpr int kRounds = 3;
constexpr double kMega = 1 << 20;

/// The best of several, in seconds.
template <class Work>
double timeOf(Work work) {
    double best = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

double peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024;
}

struct Loaded {
    double seconds = 0;
    double peak = 0;     ///< bytes, beyond those of the process before
    double inMemory = 0; ///< bytes of the samples
};

double bytesOf(const data::Dataset& part) {
    return static_cast<double>(part.bytes.size() + sizeof(float) * (part.values.size() + part.labels.size()));
}

/// What the process of its own does: prints the numbers of Loaded.
int loadAlone(const char* source) {
    Loaded found;
    const double before = peakBytes();
    {
        const data::Splits splits = data::load({.source = source});
        found.inMemory = bytesOf(splits.train) + bytesOf(splits.test);
        found.peak = peakBytes() - before;
    }
    found.seconds = timeOf([&] { data::load({.source = source}); });
    std::printf("%g %g %g\n", found.seconds, found.peak, found.inMemory);
    return 0;
}

Loaded loadedInAProcess(const fs::path& source) {
    const std::string command =
        "'" + fs::read_symlink("/proc/self/exe").string() + "' --alone '" + source.string() + "'";
    std::FILE* const output = popen(command.c_str(), "r");
    Loaded found;
    if (!output || std::fscanf(output, "%lf %lf %lf", &found.seconds, &found.peak, &found.inMemory) != 3)
        std::abort();
    pclose(output);
    return found;
}

/// Bytes of a file, or of all files below a folder.
double sizeOf(const fs::path& source) {
    if (fs::is_regular_file(source)) return static_cast<double>(fs::file_size(source));
    double all = 0;
    for (const auto& entry : fs::recursive_directory_iterator(source))
        if (entry.is_regular_file()) all += static_cast<double>(entry.file_size());
    return all;
}

/// `unpacked`: bytes of the files that are in it.
Loaded report(const std::string& what, const fs::path& source, double unpacked) {
    const Loaded found = loadedInAProcess(source);
    std::printf(
        "%-40s %7.3f s, peak %6.1f MB: %4.2f of the files (%.1f MB), %4.2f of the samples (%.1f MB)\n",
        what.c_str(), found.seconds, found.peak / kMega, found.peak / unpacked, unpacked / kMega,
        found.peak / found.inMemory, found.inMemory / kMega);
    return found;
}

/// Each field as a number, where it is one.
double sumOf(const char* at, const char* end) {
    double sum = 0;
    while (at < end) {
        float value = 0;
        const auto [behind, problem] = std::from_chars(at, end, value);
        if (problem == std::errc()) sum += static_cast<double>(value);
        at = behind;
        while (at < end && *at != ',' && *at != '\n') ++at;
        ++at;
    }
    return sum;
}

/// Reads the file, and every field of it on all cores; nothing is kept.
void readFields(const fs::path& file) {
    std::vector<char> text(fs::file_size(file));
    std::FILE* const stream = std::fopen(file.c_str(), "rb");
    if (!stream || std::fread(text.data(), 1, text.size(), stream) != text.size()) std::abort();
    std::fclose(stream);
    const int threads = threadCount(0);
    std::vector<double> sums(static_cast<std::size_t>(threads));
    const std::size_t share = text.size() / sums.size();
    const std::array phases{Phase{threads, [&](int i) {
                                      const auto part = static_cast<std::size_t>(i);
                                      const char* const begin = text.data() + part * share;
                                      sums[part] = sumOf(begin, begin + share);
                                  }}};
    runPhases(phases, threads);
    if (sums[0] == 0.5) std::puts(""); // so that none of it is left out
}

/// 27 numbers, two categories, and the class; the rows repeat after a thousand, which no reader notices.
void writeTable(const fs::path& file, int rows) {
    constexpr int kDifferent = 1000;
    std::ofstream table(file);
    Rng rng(1);
    for (int c = 0; c < 27; ++c) table << 'x' << c << ',';
    table << "colour,size,class\n";
    std::string text;
    for (int row = 0; row < kDifferent; ++row) {
        char number[32];
        for (int c = 0; c < 27; ++c)
            text.append(number, static_cast<std::size_t>(
                                    std::snprintf(number, sizeof number, "%.5g,", rng.normal() * 100)));
        text += rng.below(2) == 0 ? "red" : "green";
        text += ",a" + std::to_string(rng.below(9)) + ",k" + std::to_string(rng.below(10)) + "\n";
    }
    for (int row = 0; row < rows; row += kDifferent) table << text;
}

std::string png(const std::vector<std::uint8_t>& pixels) {
    spng_ctx* const context = spng_ctx_new(SPNG_CTX_ENCODER);
    spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
    spng_ihdr header{28, 28, 8, SPNG_COLOR_TYPE_GRAYSCALE, 0, 0, 0};
    spng_set_ihdr(context, &header);
    spng_encode_image(context, pixels.data(), pixels.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
    std::size_t size = 0;
    int problem = 0;
    void* const bytes = spng_get_png_buffer(context, &size, &problem);
    std::string file(static_cast<const char*>(bytes), size);
    std::free(bytes);
    spng_ctx_free(context);
    return file;
}

void writePictures(const fs::path& folder, int count) {
    Rng rng(1);
    std::vector<std::uint8_t> pixels(28 * 28);
    for (int c = 0; c < 10; ++c) fs::create_directories(folder / std::to_string(c));
    for (int i = 0; i < count; ++i) {
        for (std::size_t p = 0; p < pixels.size(); ++p)
            pixels[p] = p % 28 > 8 && p % 28 < 18 ? static_cast<std::uint8_t>(rng.below(256)) : 0;
        std::ofstream(folder / std::to_string(i % 10) / (std::to_string(i) + ".png"), std::ios::binary)
            << png(pixels);
    }
}

/// Arrays as NumPy has them, of `count` pictures of 28 x 28 bytes.
void writeArrays(const fs::path& folder, int count) {
    fs::create_directories(folder);
    Rng rng(1);
    const auto store = [&](const char* name, const std::string& shape, std::size_t bytes,
                           std::uint64_t below) {
        std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }";
        header.resize(118, ' ');
        std::string content(bytes, '\0');
        for (char& byte : content) byte = static_cast<char>(rng.below(below));
        std::ofstream(folder / name, std::ios::binary)
            << std::string("\x93NUMPY\1\0\x76\0", 10) << header << content;
    };
    const std::string samples = std::to_string(count);
    store("x.npy", samples + ", 28, 28", static_cast<std::size_t>(count) * 28 * 28, 256);
    store("y.npy", samples + ",", static_cast<std::size_t>(count), 10);
}

/// All that is below a folder, or a file alone, as a .zip, or packed as .tar.gz.
fs::path packed(const fs::path& source, const std::string& ending) {
    const fs::path made = source.string() + ending;
    archive* const writer = archive_write_new();
    if (ending == ".zip") {
        archive_write_set_format_zip(writer);
    } else {
        archive_write_set_format_ustar(writer);
        archive_write_add_filter_gzip(writer);
    }
    if (archive_write_open_filename(writer, made.c_str()) != ARCHIVE_OK) std::abort();
    std::vector<fs::path> files;
    if (fs::is_regular_file(source)) files.push_back(source);
    if (fs::is_directory(source))
        for (const auto& entry : fs::recursive_directory_iterator(source))
            if (entry.is_regular_file()) files.push_back(entry.path());
    std::vector<char> piece(1 << 16);
    for (const fs::path& file : files) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, file.lexically_relative(source.parent_path()).c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(fs::file_size(file)));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_write_header(writer, entry);
        std::ifstream stream(file, std::ios::binary);
        while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0)
            archive_write_data(writer, piece.data(), static_cast<std::size_t>(stream.gcount()));
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    return made;
}

void reportAll(const std::string& what, const fs::path& source) {
    const double unpacked = sizeOf(source);
    report(what, source, unpacked);
    for (const std::string ending : {".zip", ".tar.gz"}) {
        const fs::path file = packed(source, ending);
        report(what + ", " + ending, file, unpacked);
        fs::remove(file);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 2 && std::string(argv[1]) == "--alone") return loadAlone(argv[2]);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int largest = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const fs::path folder = fs::temp_directory_path() / "tristate-load-data";
    fs::create_directories(folder);
    const fs::path table = folder / "table.csv", pictures = folder / "pictures", arrays = folder / "arrays";
    std::puts("Peak memory as a multiple of the files, unpacked, and of the samples that they become.");
    for (int rows = 10'000; rows <= largest; rows *= 10) {
        writeTable(table, rows);
        const Loaded found = report("table of " + std::to_string(rows) + " rows", table, sizeOf(table));
        const double limit = timeOf([&] { readFields(table); });
        std::printf("%-40s %7.3f s: loading takes %.2f times as long\n", "  its bytes and fields alone",
                    limit, found.seconds / limit);
    }
    reportAll("that table", table);
    for (int count = 600; count <= std::min(largest, 60'000); count *= 10) {
        fs::remove_all(pictures);
        writePictures(pictures, count);
        report(std::to_string(count) + " PNGs of 28 x 28", pictures, sizeOf(pictures));
    }
    reportAll("those PNGs", pictures);
    writeArrays(arrays, std::min(largest, 60'000));
    reportAll("NumPy arrays of as many", arrays);
    fs::remove_all(folder);
    return 0;
}
