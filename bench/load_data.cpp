// How long data take to load: a table of 30 columns of 10^4 to 10^6 rows, beside reading its bytes alone, and
// folders of 28 x 28 PNGs. Usage: load_data [LARGEST], by default 1000000.

#include "core/base/rng.h"
#include "core/data/byte_source.h"
#include "core/data/data_source.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <spng.h>
#include <string>
#include <sys/resource.h>

using namespace tristate;
namespace fs = std::filesystem;

namespace {

constexpr int kRounds = 3;

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

double peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
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

} // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int largest = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const fs::path folder = fs::temp_directory_path() / "tristate-load-data";
    fs::create_directories(folder);
    for (int rows = 10'000; rows <= largest; rows *= 10) {
        const fs::path file = folder / "table.csv";
        writeTable(file, rows);
        const double read = timeOf([&] { data::ByteSource(file).readAll(); });
        const double load = timeOf([&] { data::load({.source = file.string()}); });
        std::printf("table of %7d rows, %4ju MB: %6.3f s, its bytes alone %6.3f s; peak memory %5.0f MB\n",
                    rows, static_cast<std::uintmax_t>(fs::file_size(file) >> 20), load, read,
                    peakMegabytes());
    }
    for (int count = 600; count <= std::min(largest, 60'000); count *= 10) {
        fs::remove_all(folder / "pictures");
        writePictures(folder / "pictures", count);
        const double load = timeOf([&] { data::load({.source = (folder / "pictures").string()}); });
        std::printf("%6d PNGs of 28 x 28: %6.3f s\n", count, load);
    }
    fs::remove_all(folder);
    return 0;
}
