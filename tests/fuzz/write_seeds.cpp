#include "core/graph/graph_text.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/store/session_file.h"
#include "core/prune/export_network.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/io/small_run.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/picture_files.h"

#include <cstdio>
#include <filesystem>
#include <zlib.h>

using namespace tristate;
namespace fs = std::filesystem;

namespace {

/// Writes a file into the folder of one fuzzer.
class Seeds {
public:
    explicit Seeds(fs::path folder) : m_folder(std::move(folder)) { fs::create_directories(m_folder); }
    fs::path next() { return m_folder / ("seed" + std::to_string(++m_count)); }
    void add(const std::string& content) { io::writeAtomically(next(), content); }

private:
    fs::path m_folder;
    int m_count = 0;
};

std::string gzip(const std::string& content) {
    z_stream stream{};
    constexpr int kGzip = 15 + 16; // window bits, and 16 for gzip
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY);
    std::string packed(content.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

void writeData(const fs::path& folder) {
    const std::string images = std::string("\0\0\x8\3\0\0\0\2\0\0\0\3\0\0\0\3", 16) + std::string(18, 'x');
    const std::string labels("\0\0\x8\1\0\0\0\3\0\1\2", 11);
    Seeds idx(folder / "idx");
    for (const std::string& file : {images, labels, gzip(images), gzip(labels)}) idx.add(file);
    std::string records;
    for (const char label : {'\0', '\x9'}) records += label + std::string(3072, 'x');
    Seeds cifar(folder / "cifar");
    for (const std::string& file : {records, gzip(records), std::string("#a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n")})
        cifar.add(file);
}

void writeOwnFiles(const fs::path& folder) {
    Seeds tables(folder / "table"), pictures(folder / "picture"), arrays(folder / "npy"),
        archives(folder / "archive");
    for (const char* text : {"a,b,c\n1,x,2.5\n3,\"y, z\",NA\n", "a;b\n1,5;2\n2,5;3\n",
                             "\xff\xfe"
                             "a\0,\0b\0\n\0"})
        tables.add(text);
    const std::string png = test::png(5, 4, std::vector<std::uint8_t>(20, 99));
    for (const std::string& file :
         {png, test::png(2, 1, {1, 2, 3, 4, 5, 6, 7, 8}, {SPNG_COLOR_TYPE_TRUECOLOR_ALPHA}),
          test::jpeg(9, 8, std::vector<std::uint8_t>(72, 99), 6), std::string("P6 2 1 255\nabcdef"),
          std::string("P2\n2 1\n9\n0 9\n")})
        pictures.add(file);
    std::string header = "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }";
    header.resize(118, ' ');
    arrays.add(std::string("\x93NUMPY\1\0\x76\0", 10) + header + std::string(12, 'x'));
    arrays.add(std::string("\0\0\x0c\2\0\0\0\2\0\0\0\1", 12) + std::string(8, 'x'));
    for (const auto kind : {test::ArchiveKind::Zip, test::ArchiveKind::Tar, test::ArchiveKind::TarGz})
        archives.add(test::archive({{"a/1.png", png}, {"b/2.png", png}}, kind));
}

void writeSettings(const fs::path& folder) {
    Seeds settings(folder / "experiment");
    for (const std::string& name : io::presetNames()) {
        settings.add(io::toJson(io::preset(name)));
        settings.add(graph::toString(io::preset(name).net));
    }
}

/// A run of a few steps, as a session and in every format of a model.
void writeRuns(const fs::path& folder) {
    Seeds sessions(folder / "session"), onnx(folder / "onnx"), safetensors(folder / "safetensors"),
        json(folder / "json_model");
    for (const char* net : {"8-4-3", "8-g-3b-3l0.1-3", "1x2x4:2c2+1b-p2-d20-3", "1x2x4:2c1-a2s1-g-3"}) {
        train::Experiment experiment = io::smallExperiment();
        experiment.net = graph::parseGraph(net);
        experiment.train.batch = 6;
        experiment.train.threads = 1;
        data::Dataset data = io::clouds(12, 1);
        data.shape = experiment.net.input;
        const train::Checkpoint checkpoint = io::trained(experiment, data, 4);
        io::saveSession(sessions.next(), checkpoint, {});
        const nn::PlainNetwork network = prune::exportNetwork(checkpoint.network, prune::MergeMode::Auto);
        onnx.add(io::toOnnx(network, {{"seed", "1"}}));
        safetensors.add(io::toSafetensors(network, {{"seed", "1"}}));
        json.add(io::toPlainJson(network, {{"seed", "1"}}));
    }
    Rng rng(1);
    for (int i = 0; i < 4; ++i) {
        const nn::PlainNetwork network = nn::randomBranchedNetwork(rng);
        onnx.add(io::toOnnx(network, {}));
        safetensors.add(io::toSafetensors(network, {}));
        json.add(io::toPlainJson(network, {}));
    }
}

} // namespace

/// Writes a small corpus for every fuzzer, made by our own writers, into a folder.
int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: write_seeds FOLDER\n");
        return 2;
    }
    try {
        writeData(argv[1]);
        writeOwnFiles(argv[1]);
        writeSettings(argv[1]);
        writeRuns(argv[1]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "write_seeds: %s\n", error.what());
        return 1;
    }
}
