// What Boost.Asio and Boost.Beast compile once for all files of this folder.

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
