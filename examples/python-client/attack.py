#!/usr/bin/env python3
"""Projected gradient descent (Madry et al. 2018) against a model that a Gauntlet server offers.

Needs NumPy alone. The server answers with arrays (see docs/remote-target.md); everything else happens here.
"""

import argparse
import io
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import numpy as np

BUSY = 503
PATIENCE = 60


class Target:
    """A stored model on a server."""

    def __init__(self, url, model, token):
        self.address = f"{url.rstrip('/')}/api/v1/targets/{model}"
        self.token = token
        self.facts = json.loads(self.call("")[0])

    def call(self, path, *arrays):
        """Asks, again while the server is busy. Gives the answer's body and headers."""
        body = None
        if arrays:
            buffer = io.BytesIO()
            for array in arrays:
                np.lib.format.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            body = buffer.getvalue()
        request = urllib.request.Request(self.address + path, data=body)
        request.add_header("Content-Type", "application/octet-stream")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        for attempt in range(PATIENCE):
            try:
                with urllib.request.urlopen(request, timeout=300) as answer:
                    return answer.read(), answer.headers
            except urllib.error.HTTPError as refusal:
                text = refusal.read().decode("utf-8", "replace")
                if refusal.code == BUSY and refusal.headers.get("Retry-After") and attempt + 1 < PATIENCE:
                    time.sleep(float(refusal.headers["Retry-After"]))
                    continue
                try:
                    text = json.loads(text)["error"]
                except (ValueError, KeyError, TypeError):
                    pass
                sys.exit(f"{refusal.code}: {text}")
            except urllib.error.URLError as failure:
                sys.exit(f"{self.address} cannot be reached: {failure.reason}")
        raise AssertionError("unreachable")

    @staticmethod
    def arrays(body, number):
        """The arrays of an answer, one after the other."""
        buffer = io.BytesIO(body)
        return [np.load(buffer, allow_pickle=False) for _ in range(number)]

    def samples(self, first, number):
        """Clean samples of the test split and their labels."""
        query = urllib.parse.urlencode({"from": first, "limit": number})
        return self.arrays(self.call(f"/samples.npy?{query}")[0], 2)

    def labels(self, x):
        """Predicted classes; -1 where the detector rejects."""
        return self.arrays(self.call("/labels", x.astype("<f4"))[0], 1)[0]

    def gradients(self, x, y, loss):
        """The gradient of each candidate's loss, and whether the same pass shows it to be adversarial."""
        query = urllib.parse.urlencode({"loss": loss})
        body, headers = self.call(f"/gradients?{query}", x.astype("<f4"), y.astype("<i8"))
        values, _, logits = self.arrays(body, 3)
        wrong = logits.argmax(axis=1) != y
        rejected = headers.get("Gauntlet-Rejected", "")
        if rejected:
            wrong[[int(i) for i in rejected.split(",")]] = False
        return values, wrong


def attack(target, x, y, options, generator):
    """PGD in the linf ball. Gives the examples and which of them are adversarial."""
    epsilon = np.float32(options.epsilon)
    size = np.float32(options.step_size if options.step_size else 2.5 * options.epsilon / options.steps)
    low = np.maximum(x - epsilon, 0).astype("<f4")
    high = np.minimum(x + epsilon, 1).astype("<f4")
    best = x.copy()
    broken = np.zeros(len(x), dtype=bool)
    for _restart in range(options.restarts):
        standing = np.flatnonzero(~broken)
        if standing.size == 0:
            break
        now = generator.uniform(low[standing], high[standing]).astype("<f4")
        now = np.clip(now, low[standing], high[standing])
        for _step in range(options.steps):
            values, wrong = target.gradients(now, y[standing], options.loss)
            best[standing[wrong]] = now[wrong]
            broken[standing[wrong]] = True
            # What is broken needs no more queries.
            standing, now, values = standing[~wrong], now[~wrong], values[~wrong]
            if standing.size == 0:
                break
            now = np.clip(now + size * np.sign(values), low[standing], high[standing])
        if standing.size > 0:
            answers = target.labels(now)
            wrong = (answers != y[standing]) & (answers >= 0)
            best[standing] = now
            broken[standing[wrong]] = True
    return best, broken


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8080", help="the server (default: %(default)s)")
    parser.add_argument("--model", required=True, help="the model's SHA-256, which its tournament's page shows")
    parser.add_argument("--epsilon", type=float, required=True, help="the largest change of a value (linf)")
    parser.add_argument("--samples", type=int, default=100, help="how many, from the first (default: %(default)s)")
    parser.add_argument("--steps", type=int, default=40, help="gradients per start (default: %(default)s)")
    parser.add_argument("--step-size", type=float, help="default: 2.5 epsilon / steps")
    parser.add_argument("--restarts", type=int, default=1, help="random starts (default: %(default)s)")
    parser.add_argument("--loss", default="cross-entropy", choices=["cross-entropy", "margin", "dlr"])
    parser.add_argument("--batch", type=int, default=100, help="candidates per request (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the random starts (default: %(default)s)")
    parser.add_argument("--save", help="write the examples to this file, for `./gauntlet judge`")
    options = parser.parse_args()
    if min(options.samples, options.steps, options.restarts, options.batch) < 1 or options.epsilon < 0:
        parser.error("samples, steps, restarts and batch are at least 1, epsilon at least 0")

    target = Target(options.url, options.model, os.environ.get("GAUNTLET_TOKEN"))
    batch = min(options.batch, target.facts["mostCandidates"])
    samples = min(options.samples, target.facts["samples"])
    generator = np.random.default_rng(options.seed)
    print(f"{target.facts['format']}, {target.facts['dataSet']}, {samples} samples, linf {options.epsilon}")

    examples, clean, robust = [], 0, 0
    for first in range(0, samples, batch):
        x, y = target.samples(first, min(batch, samples - first))
        right = target.labels(x) == y
        found = x.copy()
        broken = np.ones(len(x), dtype=bool)
        if right.any():
            found[right], broken[right] = attack(target, x[right], y[right], options, generator)
        examples.append(found)
        clean += int(right.sum())
        robust += int((~broken).sum())
    print(f"clean accuracy   {100 * clean / samples:.1f} %")
    print(f"robust accuracy  {100 * robust / samples:.1f} %")
    spent = json.loads(target.call("")[0])["spent"]
    print(f"spent so far     {spent['queries']} queries, {spent['gradients']} gradients in {spent['calls']} calls")
    if options.save:
        with open(options.save, "wb") as file:
            np.lib.format.write_array(file, np.concatenate(examples).astype("<f4"), version=(1, 0), allow_pickle=False)
        print(f"examples are in {options.save}")


if __name__ == "__main__":
    main()
