"""microgpt in PyTorch on the work that gpu.mjs lays out: JSON on standard input, results as JSON on standard output.

Static shapes, documents padded to the block. On CUDA each step is one replay of a captured graph, which is what spares
a small model the cost of its launches; on a CPU the step runs as it stands. Losses stay on the device until the end.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F

work = json.load(sys.stdin)
config, inputs, samples = work['config'], work['inputs'], work['samples']
D, H, L = config['n_embd'], config['n_head'], config['n_layer']
T, B = config['block_size'], config['batch_size']
beta1, beta2, eps = config['beta1'], config['beta2'], config['eps_adam']
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
torch.set_float32_matmul_precision('highest')

flat = torch.tensor(work['parameters'])
first = {}
for matrix in work['matrices']:
    start, rows, columns = matrix['start'], matrix['rows'], matrix['columns']
    first[matrix['name']] = flat[start:start + rows * columns].view(rows, columns).to(device)
w = {name: value.clone().requires_grad_() for name, value in first.items()}
params = list(w.values())
m = [torch.zeros_like(p) for p in params]
v = [torch.zeros_like(p) for p in params]

tokens = torch.tensor([step['tokens'] for step in inputs], device=device)
targets = torch.tensor([step['targets'] for step in inputs], device=device)
weights = torch.tensor([step['weights'] for step in inputs], device=device)
rates = torch.tensor([step['rates'] for step in inputs], device=device)
batch = [part[0].clone() for part in (tokens, targets, weights, rates)]


def rmsnorm(x):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-5)


def heads(x):
    return x.view(B, T, H, D // H).transpose(1, 2)


def loss_of(tokens, targets, weights):
    x = rmsnorm(w['wte'][tokens] + w['wpe'])
    for layer in range(L):
        p = f'layer{layer}.'
        xn = rmsnorm(x)
        q, k, v = (heads(F.linear(xn, w[p + name])) for name in ('attn_wq', 'attn_wk', 'attn_wv'))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + F.linear(mixed.transpose(1, 2).reshape(B, T, D), w[p + 'attn_wo'])
        x = x + F.linear(F.relu(F.linear(rmsnorm(x), w[p + 'mlp_fc1'])), w[p + 'mlp_fc2'])
    surprise = F.cross_entropy(F.linear(x, w['lm_head']).flatten(0, 1), targets.flatten(), reduction='none')
    return (surprise * weights.flatten()).sum()


def step():
    """One training step on what stands in `batch`: rates are lr_t / correction1 and 1 / correction2."""
    loss = loss_of(*batch[:3])
    gradients = torch.autograd.grad(loss, params)
    with torch.no_grad():
        torch._foreach_mul_(m, beta1)
        torch._foreach_add_(m, gradients, alpha=1 - beta1)
        torch._foreach_mul_(v, beta2)
        torch._foreach_addcmul_(v, gradients, gradients, 1 - beta2)
        v_hat = torch._foreach_mul(v, batch[3][1])
        torch._foreach_sqrt_(v_hat)
        torch._foreach_add_(v_hat, eps)
        change = torch._foreach_mul(m, batch[3][0])
        torch._foreach_div_(change, v_hat)
        torch._foreach_sub_(params, change)
    return loss.detach()


def captured():
    """The step as a CUDA graph: it reads `batch` and leaves its loss in the tensor that comes with it."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step()
    return graph, loss


def restart():
    with torch.no_grad():
        for p, value in zip(params, first.values()):
            p.copy_(value)
        for moment in m + v:
            moment.zero_()


def wait():
    if device.type == 'cuda':
        torch.cuda.synchronize()


if device.type == 'cuda':
    graph, graph_loss = captured()

    def run():
        graph.replay()
        return graph_loss
else:
    run = step

restart()
done = 0


def train(steps):
    global done
    losses = torch.empty(steps, device=device)
    for i in range(steps):
        for part, all_steps in zip(batch, (tokens, targets, weights, rates)):
            part.copy_(all_steps[done % len(inputs)])
        losses[i] = run()
        done += 1
    wait()
    return losses.tolist()


losses = train(len(inputs))
times = []
for _ in range(samples):
    start, count = time.perf_counter(), 0
    while count == 0 or time.perf_counter() - start < 0.3:
        train(len(inputs))
        count += len(inputs)
    times.append(1000 * (time.perf_counter() - start) / count)

name = torch.cuda.get_device_name() if device.type == 'cuda' else 'CPU'
print(json.dumps({'name': f'PyTorch {torch.__version__} on {name}', 'losses': losses, 'samples': times}))
