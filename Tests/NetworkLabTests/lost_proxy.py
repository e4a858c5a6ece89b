#!/usr/bin/python3
"""A proxy that reaches nothing: it answers every request with 502.

usage: lost_proxy.py PORT
"""
import http.server, sys


class Lost(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.send_error(502)

    do_CONNECT = do_GET = do_HEAD = do_POST = answer

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("10.1.0.3", int(sys.argv[1])), Lost).serve_forever()
