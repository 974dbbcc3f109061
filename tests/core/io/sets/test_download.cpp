#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/sets/download.h"
#include "core/io/sets/sha256.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace tristate::io {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string contentOf(std::size_t bytes, unsigned seed) {
    std::string content;
    for (std::size_t i = 0; i < bytes; ++i) content += static_cast<char>((i * 2654435761u + seed) >> 7);
    return content;
}

/// A set of two files on a server of this machine.
class Download : public testing::Test {
protected:
    void SetUp() override {
        m_server.files = {{"/a.bin", contentOf(300'000, 1)}, {"/b.bin", contentOf(1000, 2)}};
        m_set = {.name = "small", .title = "Small set", .addresses = {m_server.address()}, .files = {}};
        for (const auto& [path, content] : m_server.files) {
            const fs::path file = m_dir.write("it", content);
            m_set.files.push_back({path.substr(1), content.size(), sha256Of(file)});
        }
        fs::remove(m_dir / "it");
    }

    fs::path folder() const { return m_dir / "below/small"; }
    fs::path part() const { return folder() / "a.bin.part"; }
    /// What the error says; empty when there is none.
    std::string problem() const {
        try {
            download(m_set, folder());
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    /// Asks it to stop when the first bytes are there.
    void loadAndStop() {
        std::stop_source stop;
        const auto tell = [&](std::uint64_t done, std::uint64_t) {
            if (done > 0) stop.request_stop();
        };
        EXPECT_THROW(download(m_set, folder(), tell, stop.get_token()), Interrupted);
    }
    void expectWhole() const {
        for (const SetFile& file : m_set.files)
            EXPECT_EQ(readWholeFile(folder() / file.name), m_server.files.at("/" + file.name));
        EXPECT_FALSE(fs::exists(part()));
    }

    test::TempDir m_dir;
    test::HttpServer m_server;
    KnownSet m_set;
};

TEST(Sha256, IsThatOfTheStandard) { // FIPS 180-2, appendix B.1
    const test::TempDir dir;
    EXPECT_EQ(sha256Of(dir.write("abc", "abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_THROW(sha256Of(dir / "none"), Error);
}

TEST_F(Download, BringsAllFilesAndTellsHowFarItIs) {
    std::uint64_t last = 0;
    const std::string source = download(m_set, folder(), [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last);
        EXPECT_EQ(total, 301'000u);
        last = done;
    });
    EXPECT_EQ(source, folder().string());
    EXPECT_EQ(last, 301'000u);
    expectWhole();
    download(m_set, folder());
    EXPECT_THAT(m_server.asked(), ElementsAre("/a.bin", "/b.bin")) << "nothing is loaded twice";
}

TEST_F(Download, OfOneFileGivesThatFile) {
    m_set.files.pop_back();
    EXPECT_EQ(download(m_set, folder()), (folder() / "a.bin").string());
}

TEST_F(Download, GoesOnWhereItWasStopped) {
    m_server.cutBehind = 100'000;
    EXPECT_THAT(problem(), HasSubstr("Small set cannot be loaded"));
    EXPECT_EQ(fs::file_size(part()), 100'000u);
    m_server.cutBehind = ~std::size_t{0};
    download(m_set, folder());
    expectWhole();
    EXPECT_THAT(m_server.asked(), ElementsAre("/a.bin", "/a.bin from 100000", "/b.bin"));
}

TEST_F(Download, KeepsWhatCameWhenItIsCancelled) {
    loadAndStop();
    ASSERT_TRUE(fs::exists(part()));
    EXPECT_FALSE(fs::exists(folder() / "a.bin"));
    EXPECT_EQ(problem(), "");
    expectWhole();
}

TEST_F(Download, BeginsAnewWhereTheServerKnowsNoRanges) {
    m_server.knowsRanges = false;
    fs::create_directories(folder());
    test::store(part(), std::string(5000, 'x'));
    EXPECT_EQ(problem(), "");
    expectWhole();
}

TEST_F(Download, ThrowsAwayWhatHasAnotherChecksum) {
    const std::string right = m_server.files["/a.bin"];
    m_server.files["/a.bin"][1234] = static_cast<char>(right[1234] + 1);
    EXPECT_THAT(problem(), AllOf(HasSubstr("another checksum"), HasSubstr(m_server.address() + "a.bin"),
                                 HasSubstr("a.bin, b.bin"), HasSubstr(folder().string())));
    EXPECT_TRUE(fs::is_empty(folder()));
    m_server.files["/a.bin"] = right;
    EXPECT_EQ(problem(), "") << "and can be loaded anew";
}

TEST_F(Download, LoadsAnewWhatWasPutThereAndIsNotIt) {
    fs::create_directories(folder());
    test::store(folder() / "a.bin", "<html>Not found</html>");
    test::store(folder() / "b.bin", m_server.files["/b.bin"]);
    EXPECT_EQ(problem(), "");
    expectWhole();
    EXPECT_THAT(m_server.asked(), ElementsAre("/a.bin"));
}

TEST_F(Download, OfTwoProcessesOneLoads) {
    fs::create_directories(folder());
    const int other = ::open(folder().c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_EQ(::flock(other, LOCK_EX), 0);
    EXPECT_EQ(problem(), "another process is loading Small set already");
    ::close(other);
    EXPECT_EQ(problem(), "");
    expectWhole();
}

TEST_F(Download, TakesNoMoreThanTheListSays) {
    m_server.files["/a.bin"] += contentOf(5'000'000, 3);
    EXPECT_THAT(problem(), HasSubstr("more than the 300000 bytes"));
    EXPECT_LE(fs::file_size(part()), 300'000u);
}

TEST_F(Download, SaysWhatTheServerSays) {
    m_set.files[0].name = "other.bin";
    EXPECT_THAT(problem(), AllOf(HasSubstr("answers with the code 404"), HasSubstr("other.bin")));
}

TEST_F(Download, WithoutANetworkSaysWhereToPutTheFiles) {
    m_set.addresses = {"http://127.0.0.1:1/"};
    EXPECT_THAT(problem(), AllOf(HasSubstr("http://127.0.0.1:1/a.bin"), HasSubstr("Without a network, put"),
                                 HasSubstr("a.bin, b.bin"), HasSubstr(folder().string())));
    m_set.addresses.push_back(m_server.address());
    EXPECT_EQ(problem(), "") << "the next address has them";
    expectWhole();
}

TEST_F(Download, SaysThatTheDiskIsFullAndGoesOnLater) {
    {
        const test::FileSizeLimit limit(200'000);
        ASSERT_TRUE(limit.isSet());
        EXPECT_THAT(problem(), AllOf(HasSubstr("a.bin.part' cannot be written: "), HasSubstr("too large")));
    }
    EXPECT_EQ(problem(), "");
    expectWhole();
    m_dir.write("file", "");
    try {
        download(m_set, m_dir / "file/below");
        ADD_FAILURE() << "a file is no folder";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot be written"));
    }
}

} // namespace
} // namespace tristate::io
