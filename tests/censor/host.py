"""A host on the network of the censor's test. On its port 80 and, with a certificate, on 443 (TLS 1.3), it is one of:

    host.py ADDRESS… --front SOCKET [--tls PEM]     the front proxy before the door's Unix socket
    host.py ADDRESS… --folder DIR                   a mirror: any web server over a folder of files, packed where a reader takes that
    host.py ADDRESS… --says TEXT [--tls PEM]        the page that a censor shows

Prints "ready" when all of its ports are open.
"""
import argparse
import gzip
import http.server
import os
import socket
import ssl
import threading


def carry(source, sink):
    try:
        while data := source.recv(16384):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Front:
    """Bytes through, both ways."""

    def __init__(self, path):
        self.path = path

    def serve(self, reader):
        with reader, socket.socket(socket.AF_UNIX) as door:
            door.connect(self.path)
            back = threading.Thread(target=carry, args=(door, reader), daemon=True)
            back.start()
            carry(reader, door)
            back.join()


def pages(read):
    """A server of what `read(path)` gives: type and bytes, or None."""

    class Pages(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def do_GET(self):
            found = read(self.path)
            kind, body = found or ('text/plain', b'nothing here\n')
            self.send_response(200 if found else 404)
            self.send_header('Content-Type', kind)
            if 'gzip' in self.headers.get('Accept-Encoding', ''):
                body = gzip.compress(body, 9)
                self.send_header('Content-Encoding', 'gzip')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    return Pages


class Served:
    def __init__(self, read):
        self.handler = pages(read)

    def serve(self, reader):
        with reader:
            self.handler(reader, reader.getpeername(), None)


def file_in(folder):
    def read(path):
        name = os.path.join(folder, path.lstrip('/'))
        name = os.path.join(name, 'index.html') if os.path.isdir(name) else name
        if not os.path.isfile(name):
            return None
        kind = 'text/html; charset=utf-8' if name.endswith('.html') else 'text/plain; charset=utf-8'
        with open(name, 'rb') as file:
            return kind, file.read()

    return read


def accept(listener, kind, context):
    def one(reader):
        try:
            kind.serve(context.wrap_socket(reader, server_side=True) if context else reader)
        except OSError:  # what the line does, and certificates that are refused
            pass

    while True:
        reader, _ = listener.accept()
        threading.Thread(target=one, args=(reader,), daemon=True).start()


def main():
    read = argparse.ArgumentParser()
    read.add_argument('addresses', nargs='+')
    read.add_argument('--front')
    read.add_argument('--folder')
    read.add_argument('--says')
    read.add_argument('--tls')
    options = read.parse_args()
    if options.front:
        kind = Front(options.front)
    elif options.folder:
        kind = Served(file_in(options.folder))
    else:
        kind = Served(lambda path: ('text/plain', options.says.encode() + b'\n'))
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.num_tickets = 0
        context.load_cert_chain(options.tls)
    threads = []
    for address in options.addresses:
        for port, wrapped in ((80, None), (443, context)):
            if port == 443 and not context:
                continue
            listener = socket.create_server((address, port), backlog=50)
            threads.append(threading.Thread(target=accept, args=(listener, kind, wrapped), daemon=True))
            threads[-1].start()
    print('ready', flush=True)
    threading.Event().wait()


main()
