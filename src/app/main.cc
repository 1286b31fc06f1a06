#include <cstdio>

int main() {
  std::puts("evenhand 0.1.0");
  return 0;
}
