// A bad line, for tests: IP packets between this network namespace and a new one, late, lost, slow
// or not at all. A program is started in the new one.
//
//   line_relay [--delay MS] [--loss PERCENT] [--rate BIT/S] [--seed N] [--count FILE] -- PROGRAM
//   ARGUMENT...
//
// Here stands 10.66.1.1, at the far end 10.66.1.2, where the program listens. Delay and loss are of
// each way. A rate has a queue of two seconds, as an old router has; what comes while it is full is
// lost. At the end FILE has the packets and bytes that were carried each way and those that were
// lost.
//
// It needs what `unshare -Urn` gives, and /dev/net/tun; without them it ends with 77 and says which
// is missing. Losses are drawn from the seed, so that a run can be made again as far as its times
// agree.

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kSkipped = 77;
constexpr std::size_t kMostPacket = 2'048;
constexpr milliseconds kQueue{2'000};

struct Options {
  milliseconds delay{0};
  double loss = 0;  // of 1
  double rate = 0;  // bit/s; 0: no limit
  unsigned seed = 1;
  std::string count_file;
  std::vector<char*> program;
};

[[noreturn]] void Skip(const char* missing) {
  std::printf("skipped: %s (%s)\n", missing, std::strerror(errno));
  std::exit(kSkipped);
}

// A TUN device in the namespace in which this is called.
int OpenEnd(const char* name, const char* address) {
  const int fd = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) Skip("this system has no /dev/net/tun");
  ifreq request{};
  std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (::ioctl(fd, TUNSETIFF, &request) != 0)
    Skip("a TUN device may not be made here (run it in `unshare -Urn`)");
  const int control = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  auto* to = reinterpret_cast<sockaddr_in*>(&request.ifr_addr);
  const auto set = [&](const char* text, unsigned long what) {
    std::memset(&request.ifr_addr, 0, sizeof(request.ifr_addr));
    to->sin_family = AF_INET;
    inet_pton(AF_INET, text, &to->sin_addr);
    if (::ioctl(control, what, &request) != 0) Skip("a device cannot be given an address here");
  };
  set(address, SIOCSIFADDR);
  set("255.255.255.0", SIOCSIFNETMASK);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  if (::ioctl(control, SIOCSIFFLAGS, &request) != 0) Skip("a device cannot be brought up here");
  ::close(control);
  return fd;
}

// One way of the line.
class Way {
 public:
  Way(int from, int to, const Options& options, unsigned seed)
      : from_(from), to_(to), options_(options), random_(seed) {}

  int from() const { return from_; }
  // Takes in what is there now.
  void Take() {
    std::array<char, kMostPacket> buffer;
    for (;;) {
      const ssize_t size = ::read(from_, buffer.data(), buffer.size());
      if (size <= 0) return;
      const Clock::time_point now = Clock::now();
      free_at_ = std::max(free_at_, now);
      const bool is_lost =
          std::bernoulli_distribution(options_.loss)(random_) || free_at_ - now > kQueue;
      if (is_lost) {
        ++lost_;
        continue;
      }
      if (options_.rate > 0) {
        const double seconds = static_cast<double>(size) * 8 / options_.rate;
        free_at_ +=
            std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
      }
      waiting_.push_back(
          {free_at_ + options_.delay, std::string(buffer.data(), static_cast<std::size_t>(size))});
    }
  }
  // Gives out what has arrived by now; when the next one does.
  Clock::time_point Give() {
    while (!waiting_.empty() && waiting_.front().at <= Clock::now()) {
      const std::string& packet = waiting_.front().bytes;
      if (::write(to_, packet.data(), packet.size()) == static_cast<ssize_t>(packet.size())) {
        ++packets_;
        bytes_ += packet.size();
      }
      waiting_.pop_front();
    }
    return waiting_.empty() ? Clock::time_point::max() : waiting_.front().at;
  }
  std::string Counts() const {
    return std::to_string(packets_) + " packets, " + std::to_string(bytes_) + " bytes, " +
           std::to_string(lost_) + " lost";
  }

 private:
  struct Packet {
    Clock::time_point at;
    std::string bytes;
  };
  int from_, to_;
  const Options& options_;
  std::mt19937 random_;
  Clock::time_point free_at_{};
  std::deque<Packet> waiting_;
  unsigned long packets_ = 0, bytes_ = 0, lost_ = 0;
};

volatile std::sig_atomic_t has_ended = 0;
void OnSignal(int) { has_ended = 1; }

Options ReadOptions(int count, char** words) {
  Options options;
  int i = 1;
  for (; i + 1 < count && std::string(words[i]) != "--"; i += 2) {
    const std::string name = words[i];
    const char* value = words[i + 1];
    if (name == "--delay")
      options.delay = milliseconds(std::atoi(value));
    else if (name == "--loss")
      options.loss = std::atof(value) / 100;
    else if (name == "--rate")
      options.rate = std::atof(value);
    else if (name == "--seed")
      options.seed = static_cast<unsigned>(std::atoi(value));
    else if (name == "--count")
      options.count_file = value;
    else {
      std::fprintf(stderr, "line_relay: there is no option %s\n", name.c_str());
      std::exit(2);
    }
  }
  for (++i; i < count; ++i) options.program.push_back(words[i]);
  if (options.program.empty()) {
    std::fprintf(stderr,
                 "usage: line_relay [--delay MS] [--loss PERCENT] [--rate BIT/S] [--seed N] "
                 "[--count FILE] -- PROGRAM...\n");
    std::exit(2);
  }
  options.program.push_back(nullptr);
  return options;
}

}  // namespace

int main(int count, char** words) {
  const Options options = ReadOptions(count, words);
  const int near = OpenEnd("near", "10.66.1.1");
  // From here on, this process and the program are at the far end.
  if (::unshare(CLONE_NEWNET) != 0) Skip("a network namespace may not be made here");
  const int far = OpenEnd("far", "10.66.1.2");
  std::signal(SIGTERM, OnSignal);
  std::signal(SIGINT, OnSignal);
  std::signal(SIGCHLD, OnSignal);
  const pid_t program = ::fork();
  if (program == 0) {
    ::execvp(options.program[0], options.program.data());
    std::perror(options.program[0]);
    std::_Exit(127);
  }
  Way out(near, far, options, options.seed), back(far, near, options, options.seed + 1);
  while (has_ended == 0) {
    const Clock::time_point next = std::min(out.Give(), back.Give());
    const auto wait = next == Clock::time_point::max()
                          ? milliseconds(100)
                          : std::chrono::ceil<milliseconds>(next - Clock::now());
    std::array<pollfd, 2> ends = {{{near, POLLIN, 0}, {far, POLLIN, 0}}};
    ::poll(ends.data(), ends.size(),
           static_cast<int>(std::clamp(wait, milliseconds(0), milliseconds(100)).count()));
    out.Take();
    back.Take();
  }
  ::kill(program, SIGTERM);
  ::waitpid(program, nullptr, 0);
  if (!options.count_file.empty()) {
    if (std::FILE* file = std::fopen(options.count_file.c_str(), "w")) {
      std::fprintf(file, "out %s\nback %s\n", out.Counts().c_str(), back.Counts().c_str());
      std::fclose(file);
    }
  }
  return 0;
}
