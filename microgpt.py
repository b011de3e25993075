"""A whole GPT in plain Python: it reads names, learns them, and invents new ones.
After Andrej Karpathy's microgpt (2026), whose names for things it keeps."""
import math
import os
import random

random.seed(42)  # one seed for every draw below, so that every run is the same run

# Dataset: one document a line; here a document is a name
if not os.path.exists('input.txt'):
    from urllib.request import urlretrieve
    url = 'https://raw.githubusercontent.com/karpathy/makemore/988aa59/names.txt'
    urlretrieve(url, 'input.txt')
with open('input.txt', encoding='utf-8') as file:
    docs = [line.strip() for line in file if line.strip()]
random.shuffle(docs)  # neighbours in the file are alike, neighbours in training not
print(f'num docs: {len(docs)}')

# Tokenizer: the model sees numbers, so each letter gets one
uchars = sorted(set(''.join(docs)))
BOS = len(uchars)  # one extra token that stands before and after every name
vocab_size = len(uchars) + 1
print(f'vocab size: {vocab_size}')

# Autograd: a number that remembers what it was made of, and how much each part counts
class Value:
    __slots__ = ('data', 'grad', '_children', '_local_grads')

    def __init__(self, data, children=(), local_grads=()):
        self.data = data  # the number itself
        self.grad = 0  # how much the loss grows when this number does
        self._children = children  # the numbers that it was made of
        self._local_grads = local_grads  # how much it grows when each of them does

    # Six operations know their own derivative
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data ** n, (self,), (n * self.data ** (n - 1),))

    def log(self): return Value(math.log(self.data), (self,), (1 / self.data,))
    def exp(self): return Value(math.exp(self.data), (self,), (math.exp(self.data),))
    def relu(self): return Value(max(0, self.data), (self,), (float(self.data > 0),))

    # Everything else is built from those six
    def __neg__(self): return self * -1
    def __radd__(self, other): return self + other
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __rmul__(self, other): return self * other
    def __truediv__(self, other): return self * other ** -1
    def __rtruediv__(self, other): return other * self ** -1

    def backward(self):
        topo = []  # every number that this one depends on, parts before wholes
        visited = set()
        stack = [(self, False)]  # no recursion: the chains are too long for it
        while stack:
            v, parts_done = stack.pop()
            if parts_done:
                topo.append(v)
            elif v not in visited:
                visited.add(v)
                stack.append((v, True))
                stack.extend((child, False) for child in reversed(v._children))
        self.grad = 1
        for v in reversed(topo):  # wholes before parts: a grad is complete when used
            for child, local_grad in zip(v._children, v._local_grads):
                child.grad += local_grad * v.grad  # the chain rule, one edge at a time

# The size of the model
n_layer = 1  # how many rounds of attention and MLP
n_embd = 16  # how many numbers stand for one token
block_size = 16  # the longest name that it can read
n_head = 4  # how many places it can look at in one round
head_dim = n_embd // n_head  # how many of the numbers each head gets

# Parameters: small random numbers, which training turns into knowledge
def matrix(nout, nin, std=0.08):
    return [[Value(random.gauss(0, std)) for _ in range(nin)] for _ in range(nout)]

state_dict = {
    'wte': matrix(vocab_size, n_embd),  # what each token means
    'wpe': matrix(block_size, n_embd),  # what each place means
    'lm_head': matrix(vocab_size, n_embd),  # how each token shows in the result
}
for i in range(n_layer):
    state_dict[f'layer{i}.attn_wq'] = matrix(n_embd, n_embd)
    state_dict[f'layer{i}.attn_wk'] = matrix(n_embd, n_embd)
    state_dict[f'layer{i}.attn_wv'] = matrix(n_embd, n_embd)
    state_dict[f'layer{i}.attn_wo'] = matrix(n_embd, n_embd)
    state_dict[f'layer{i}.mlp_fc1'] = matrix(4 * n_embd, n_embd)
    state_dict[f'layer{i}.mlp_fc2'] = matrix(n_embd, 4 * n_embd)
params = [p for mat in state_dict.values() for row in mat for p in row]
print(f'num params: {len(params)}')

# One dot product for each row of w
def linear(x, w):
    return [sum(wi * xi for wi, xi in zip(row, x)) for row in w]

# Scores become probabilities; taking the maximum off first keeps exp in range
def softmax(logits):
    max_val = max(val.data for val in logits)
    exps = [(val - max_val).exp() for val in logits]
    total = sum(exps)
    return [e / total for e in exps]

# Bring x to a mean square of one, so that no layer meets numbers of a strange size
def rmsnorm(x):
    ms = sum(xi * xi for xi in x) / len(x)
    scale = (ms + 1e-5) ** -0.5
    return [xi * scale for xi in x]

# The model: one token at one place in, a score for every possible next token out
def gpt(token_id, pos_id, keys, values):
    tok_emb = state_dict['wte'][token_id]
    pos_emb = state_dict['wpe'][pos_id]
    x = [t + p for t, p in zip(tok_emb, pos_emb)]
    x = rmsnorm(x)
    for li in range(n_layer):
        # Attention: fetch from earlier places what matters here
        x_residual = x
        x = rmsnorm(x)
        q = linear(x, state_dict[f'layer{li}.attn_wq'])  # what this place looks for
        k = linear(x, state_dict[f'layer{li}.attn_wk'])  # what it can be found by
        v = linear(x, state_dict[f'layer{li}.attn_wv'])  # what it hands over
        keys[li].append(k)  # later places look back here: no mask is needed,
        values[li].append(v)  # as the future is not in the cache yet
        x_attn = []
        for h in range(n_head):
            hs = h * head_dim
            q_h = q[hs:hs + head_dim]
            k_h = [key[hs:hs + head_dim] for key in keys[li]]
            v_h = [val[hs:hs + head_dim] for val in values[li]]
            attn_logits = [sum(a * b for a, b in zip(q_h, k_t)) / head_dim ** 0.5
                           for k_t in k_h]
            attn_weights = softmax(attn_logits)
            head_out = [sum(w * v_t[j] for w, v_t in zip(attn_weights, v_h))
                        for j in range(head_dim)]
            x_attn.extend(head_out)
        x = linear(x_attn, state_dict[f'layer{li}.attn_wo'])
        x = [a + b for a, b in zip(x, x_residual)]
        # MLP: think about what was fetched
        x_residual = x
        x = rmsnorm(x)
        x = linear(x, state_dict[f'layer{li}.mlp_fc1'])
        x = [xi.relu() for xi in x]
        x = linear(x, state_dict[f'layer{li}.mlp_fc2'])
        x = [a + b for a, b in zip(x, x_residual)]
    logits = linear(x, state_dict['lm_head'])
    return logits

# Adam: for each parameter a running mean of its gradient and of the gradient squared
learning_rate = 0.01
beta1 = 0.85
beta2 = 0.99
eps_adam = 1e-8
m = [0.0] * len(params)
v = [0.0] * len(params)

# Training: read a name, be surprised, become a little less surprised
num_steps = 1000
for step in range(num_steps):
    doc = docs[step % len(docs)]
    tokens = [BOS] + [uchars.index(ch) for ch in doc] + [BOS]
    n = min(block_size, len(tokens) - 1)
    keys = [[] for _ in range(n_layer)]
    values = [[] for _ in range(n_layer)]
    losses = []
    for pos_id in range(n):
        token_id = tokens[pos_id]
        target_id = tokens[pos_id + 1]
        logits = gpt(token_id, pos_id, keys, values)
        probs = softmax(logits)
        loss_t = -probs[target_id].log()  # surprise: 0 when it was certain and right
        losses.append(loss_t)
    loss = (1 / n) * sum(losses)
    loss.backward()
    lr_t = learning_rate * (1 - step / num_steps)  # smaller and smaller steps
    for i, p in enumerate(params):
        m[i] = beta1 * m[i] + (1 - beta1) * p.grad
        v[i] = beta2 * v[i] + (1 - beta2) * p.grad ** 2
        m_hat = m[i] / (1 - beta1 ** (step + 1))  # both began at 0: make up for it
        v_hat = v[i] / (1 - beta2 ** (step + 1))
        p.data -= lr_t * m_hat / (v_hat ** 0.5 + eps_adam)
        p.grad = 0
    print(f'step {step + 1:4d} / {num_steps:4d} | loss {loss.data:.4f}')

# Sampling: start from BOS, and let the model read its own letters
temperature = 0.5  # below 1 it prefers the likely, above 1 it dares
for sample_idx in range(20):
    keys = [[] for _ in range(n_layer)]
    values = [[] for _ in range(n_layer)]
    token_id = BOS
    sample = []
    for pos_id in range(block_size):
        logits = gpt(token_id, pos_id, keys, values)
        probs = softmax([logit / temperature for logit in logits])
        token_id = random.choices(range(vocab_size), [p.data for p in probs])[0]
        if token_id == BOS:
            break
        sample.append(uchars[token_id])
    print(f'sample {sample_idx + 1:2d}: {"".join(sample)}')
