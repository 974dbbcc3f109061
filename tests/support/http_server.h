#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tristate::test {

/// Serves a few files on this machine by HTTP, one connection after the other, and remembers what was asked.
class HttpServer {
public:
    std::map<std::string, std::string> files; ///< by path, "/a.bin"; set before anybody asks
    bool knowsRanges = true;
    std::atomic<std::size_t> cutBehind = ~std::size_t{0}; ///< closes the connection behind so many bytes
    std::atomic<bool> waits = false; ///< keeps the connection open there until this is false

    HttpServer() : m_listener(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof place;
        auto* address = reinterpret_cast<sockaddr*>(&place);
        if (::bind(m_listener, address, length) != 0 || ::listen(m_listener, 8) != 0 ||
            ::getsockname(m_listener, address, &length) != 0)
            throw std::runtime_error("no port to serve on");
        m_port = ntohs(place.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~HttpServer() {
        waits = false;
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }
    /// "/a.bin", "/a.bin from 100"
    std::vector<std::string> asked() const {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    void serve() {
        for (int client = 0; (client = ::accept(m_listener, nullptr, nullptr)) >= 0; ::close(client))
            answer(client);
    }

    void answer(int client) {
        std::string request;
        char buffer[4096];
        while (request.find("\r\n\r\n") == std::string::npos) {
            const ssize_t got = ::recv(client, buffer, sizeof buffer, 0);
            if (got <= 0) return;
            request.append(buffer, static_cast<std::size_t>(got));
        }
        const std::size_t begin = request.find(' ') + 1;
        const std::string path = request.substr(begin, request.find(' ', begin) - begin);
        const std::size_t range = request.find("Range: bytes=");
        const std::size_t from = range == std::string::npos ? 0 : std::stoul(request.substr(range + 13));
        {
            const std::lock_guard lock(m_mutex);
            m_asked.push_back(from > 0 ? path + " from " + std::to_string(from) : path);
        }
        const auto file = files.find(path);
        if (file == files.end()) return send(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        const std::string body = knowsRanges ? file->second.substr(from) : file->second;
        const bool isPart = knowsRanges && from > 0;
        send(client, std::string("HTTP/1.1 ") + (isPart ? "206 Partial Content" : "200 OK") +
                         "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
                         "\r\n\r\n");
        send(client, body.substr(0, cutBehind));
        while (waits) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }

    static void send(int client, const std::string& text) {
        for (std::size_t sent = 0; sent < text.size();) {
            const ssize_t now = ::send(client, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (now <= 0) return;
            sent += static_cast<std::size_t>(now);
        }
    }

    int m_listener;
    int m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_asked;
    std::thread m_thread;
};

} // namespace tristate::test
