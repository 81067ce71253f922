"""Writes the objects of a topology: render.py TOPOLOGY."""

import base64
import hashlib
import pathlib
import sys

import jinja2
import yaml


def main(path):
    topology = pathlib.Path(path)
    with topology.open() as text:
        values = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def certificate(name):
        text = (topology.parent / "certs" / name).read_bytes()
        return base64.b64encode(text[max(text.find(b"-----BEGIN "), 0):]).decode()

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pathlib.Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["sha256"] = lambda text: hashlib.sha256(text.encode()).hexdigest()
    environment.globals["certificate"] = certificate
    environment.get_template("topology.yaml.j2").stream(values).dump(sys.stdout)


main(sys.argv[1])
