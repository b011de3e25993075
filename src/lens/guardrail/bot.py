"""A bot that makes up names, and a guard in front of it. Standard library only.

    python3 bot.py [model.json] < requests

A request is a line of prefixes with spaces between: one name for each; an empty line is one name from nothing.
Every answer is one line, `OK: name, name` or `REFUSE: reason`. The model is a checkpoint saved as JSON.
"""
import json
import math
import random
import re
import sys

# ── yours ──
# Patterns that a prefix, and a name, may not match.
BLOCKED_PREFIX_PATTERNS = [
    r'^apple',
]
BLOCKED_OUTPUT_PATTERNS = [
    r'^apple$',
]


def is_safe_request(prefixes):
    """Before anything is drawn: None lets the request through, a sentence refuses it."""
    for prefix in prefixes:
        if any(re.search(pattern, prefix) for pattern in BLOCKED_PREFIX_PATTERNS):
            return 'I do not do fruit.'
    return None


def is_safe_name(name):
    """After every name: True keeps it, False draws again."""
    return not any(re.search(pattern, name) for pattern in BLOCKED_OUTPUT_PATTERNS)


# ── the loop: the same for everybody ──
ATTEMPTS = 10
MOST_PREFIXES = 32


def rows_times(x, w):
    return [sum(wi * xi for wi, xi in zip(row, x)) for row in w]


def softmax(logits):
    largest = max(logits)
    exps = [math.exp(logit - largest) for logit in logits]
    total = sum(exps)
    return [e / total for e in exps]


def gelu(x):
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


class Model:
    """The forward pass of microgpt.py on plain numbers."""

    def __init__(self, saved):
        config = saved['config']
        if config.get('off'):
            raise SystemExit(f"bot.py knows no model with parts switched off: {config['off']}")
        self.weights = saved['matrices']
        self.letters = saved['vocabulary']
        self.bos = len(self.letters)
        self.layers = config['n_layer']
        self.heads = config['n_head']
        self.block_size = config['block_size']
        self.temperature = config['temperature']
        self.centred = config.get('norm') == 'layernorm'
        self.activation = {
            'relu': lambda x: max(0.0, x), 'relu2': lambda x: max(0.0, x) ** 2, 'gelu': gelu,
        }[config.get('activation', 'relu')]
        self.head = self.weights['wte' if config.get('tied_head') else 'lm_head']

    def norm(self, x):
        mean = sum(x) / len(x) if self.centred else 0.0
        scale = (sum((xi - mean) ** 2 for xi in x) / len(x) + 1e-5) ** -0.5
        return [(xi - mean) * scale for xi in x]

    def logits(self, token, position, keys, values):
        w = self.weights
        x = self.norm([t + p for t, p in zip(w['wte'][token], w['wpe'][position])])
        width = len(x) // self.heads
        for layer in range(self.layers):
            before, x = x, self.norm(x)
            q = rows_times(x, w[f'layer{layer}.attn_wq'])
            keys[layer].append(rows_times(x, w[f'layer{layer}.attn_wk']))
            values[layer].append(rows_times(x, w[f'layer{layer}.attn_wv']))
            mixed = []
            for first in range(0, len(q), width):
                part = slice(first, first + width)
                scores = [sum(a * b for a, b in zip(q[part], k[part])) / width ** 0.5 for k in keys[layer]]
                attention = softmax(scores)
                for column in range(first, first + width):
                    mixed.append(sum(a * v[column] for a, v in zip(attention, values[layer])))
            x = [a + b for a, b in zip(rows_times(mixed, w[f'layer{layer}.attn_wo']), before)]
            before = x
            x = [self.activation(xi) for xi in rows_times(self.norm(x), w[f'layer{layer}.mlp_fc1'])]
            x = [a + b for a, b in zip(rows_times(x, w[f'layer{layer}.mlp_fc2']), before)]
        return rows_times(x, self.head)

    def problem_with(self, prefix):
        if any(letter not in self.letters for letter in prefix.lower()):
            return 'The model does not know all of these letters.'
        return None if len(prefix) < self.block_size else 'That is longer than the model reads.'

    def name(self, prefix, dice):
        """One name that begins with a prefix; nothing is drawn for the letters that are given."""
        keys, values = [[] for _ in range(self.layers)], [[] for _ in range(self.layers)]
        given = [self.letters.index(letter) for letter in prefix.lower()]
        token, drawn = self.bos, []
        for position in range(self.block_size):
            logits = self.logits(token, position, keys, values)
            if position < len(given):
                token = given[position]
            else:
                probs = softmax([logit / self.temperature for logit in logits])
                token = dice.choices(range(len(probs)), probs)[0]
            if token == self.bos:
                break
            drawn.append(self.letters[token])
        return ''.join(drawn)


def reply_to(line, model, dice):
    prefixes = line.split()
    if len(prefixes) > MOST_PREFIXES:
        return f'REFUSE: At most {MOST_PREFIXES} prefixes.'
    try:
        # A copy: what a hook does to its list changes nothing here.
        reason = is_safe_request(list(prefixes))
        if reason is not None:
            reason = ' '.join(str(reason).split())
            return f"REFUSE: {reason or 'The safety check failed.'}"
        for prefix in prefixes:
            problem = model.problem_with(prefix)
            if problem:
                return f'REFUSE: {problem}'
        names = []
        for prefix in prefixes or ['']:
            for _ in range(ATTEMPTS):
                name = model.name(prefix, dice)
                if is_safe_name(name) is True:
                    names.append(name)
                    break
            else:
                return f'REFUSE: No safe name in {ATTEMPTS} attempts.'
        return 'OK: ' + ', '.join(names)
    except Exception:
        # A guard that breaks lets nothing through.
        return 'REFUSE: The safety check failed.'


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else 'model.json'
    with open(path, encoding='utf-8') as file:
        model = Model(json.load(file))
    dice = random.Random(42)
    for line in sys.stdin:
        print(reply_to(line, model, dice), flush=True)


if __name__ == '__main__':
    main()
