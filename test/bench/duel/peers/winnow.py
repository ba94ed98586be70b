"""
Winnow's network in PyTorch: the same weights, loss, optimiser and scores as src/model, as a peer to
measure against. The bench checks the losses of the first steps against Winnow's own before it times
anything, so whatever changes in src/model has to change here too.

Reads one JSON command a line and answers each with one line:
  {"load": HEADER, "data": FILE}  tensors as raw floats -> {"parameters": N}
  {"train": STEPS} -> {"ms": [...], "total": [...]}
  {"score": STEPS} -> {"ms": [...], "sums": {...}}
  {"matmul": SIDE, "times": N} -> {"ms": [...]}
"""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

KERNEL, LAST_KERNEL = 3, 4
WHOLE_GAIN, PRIOR_GAIN, MOST_ENERGY = 4.0, 5.0, 5.0
ORIENTATIONS, FILTER_SIDE, WAVELENGTH, ENVELOPE = 4, 5, 3.0, 1.2
FLOOR, GRID_FLOOR, GRID_SIDE = 1e-3, 1e-2, 4
NOISE_FLOOR = 0.05 ** 2
OFFSET_DECAY, LEAST_RATE, AVERAGE_DECAY = 0.8, 0.01, 0.999


def stage_sides(size):
    sides = [size]
    while sides[-1] > 5:
        sides.append((sides[-1] + 1) // 2)
    return sides


def same_padding(size, kernel, stride):
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def gabor_pairs():
    reach = (FILTER_SIDE - 1) // 2
    kernels = torch.zeros(2 * ORIENTATIONS, 1, FILTER_SIDE, FILTER_SIDE)
    cells = [(x - reach, y - reach) for y in range(FILTER_SIDE) for x in range(FILTER_SIDE)]
    for o in range(ORIENTATIONS):
        angle = math.pi * o / ORIENTATIONS
        along = [2 * math.pi * (x * math.cos(angle) + y * math.sin(angle)) / WAVELENGTH for x, y in cells]
        window = [math.exp(-(x * x + y * y) / (2 * ENVELOPE ** 2)) for x, y in cells]
        even = [w * math.cos(a) for w, a in zip(window, along)]
        offset = sum(even) / sum(window)
        odd = [w * math.sin(a) for w, a in zip(window, along)]
        scale = 1 / sum(abs(v) for v in odd)
        kernels[o] = torch.tensor([(e - offset * w) * scale for e, w in zip(even, window)]).view(1, FILTER_SIDE, FILTER_SIDE)
        kernels[ORIENTATIONS + o] = torch.tensor([v * scale for v in odd]).view(1, FILTER_SIDE, FILTER_SIDE)
    return kernels


GABOR = gabor_pairs()


def on_grid(x):
    """Means over the cells of a 4 x 4 grid, in the order of an NHWC tensor."""
    side = x.shape[2]
    cell = math.ceil(side / GRID_SIDE)
    before, _ = same_padding(side, cell, cell)
    means = F.avg_pool2d(x, cell, cell, padding=before, ceil_mode=True, count_include_pad=False)
    return means.permute(0, 2, 3, 1).reshape(x.shape[0], -1)


def deviation(x):
    return (x - x.mean((2, 3), keepdim=True)).square().mean((2, 3)).sqrt()


def filter_energies(x):
    whole, placed = [x.mean((2, 3)), (deviation(x) + 1e-2).log()], [on_grid(x)]
    level = x if x.shape[1] == 1 else x.mean(1, keepdim=True)
    reach = (FILTER_SIDE - 1) // 2
    while True:
        squares = F.conv2d(F.pad(level, (reach,) * 4, mode='reflect'), GABOR).square()
        amplitude = (squares[:, :ORIENTATIONS] + squares[:, ORIENTATIONS:] + 1e-12).sqrt()
        for measure in (amplitude.mean((2, 3)), deviation(amplitude), amplitude.amax((2, 3))):
            whole.append((measure + FLOOR).log())
        placed.append((on_grid(amplitude) + GRID_FLOOR).log())
        if level.shape[2] < 14:
            break
        level = F.avg_pool2d(level, 2, 2)
    return torch.cat(whole + placed, 1), sum(part.shape[1] for part in whole)


class Network:
    """Weights by Winnow's names, in PyTorch's layouts."""

    def __init__(self, config, weights):
        self.config = config
        self.sides = stage_sides(config['size'])
        self.stages = len(self.sides) - 1
        self.w = {name: self.converted(name, value) for name, value in weights.items()}
        self.learned = [name for name in self.w if name != 'pi/offset' and not name.startswith('energies/')]
        for name in self.learned:
            self.w[name].requires_grad_(True)

    def converted(self, name, value):
        if '/conv' in name and name.endswith('kernel'):
            return value.permute(3, 2, 0, 1).contiguous()  # HWIO -> OIHW; for the decoder HWOI -> IOHW
        side = self.sides[-1]
        if name == 'encoder/dense/kernel':
            return value.view(side, side, -1, value.shape[1]).permute(2, 0, 1, 3).reshape(value.shape).contiguous()
        if name == 'decoder/dense/kernel':
            return value.view(value.shape[0], side, side, -1).permute(0, 3, 1, 2).reshape(value.shape).contiguous()
        if name == 'decoder/dense/bias':
            return value.view(side, side, -1).permute(2, 0, 1).reshape(-1).contiguous()
        return value.clone()

    def dense(self, name, x):
        return torch.addmm(self.w[f'{name}/bias'], x, self.w[f'{name}/kernel'])

    def trunk(self, x):
        w = self.w
        centred = x - x.mean((2, 3), keepdim=True)
        standardised = centred / (centred.square().mean((2, 3), keepdim=True) + 1e-3).sqrt()
        y = torch.cat([x * 2 - 1, standardised], 1)
        found = []
        for i in range(self.stages):
            before, after = same_padding(y.shape[2], KERNEL, 2)
            kernel, bias = w[f'encoder/conv{i}/kernel'], w[f'encoder/conv{i}/bias']
            y = F.conv2d(y, kernel, bias, 2, before) if before == after else F.conv2d(F.pad(y, (before, after) * 2), kernel, bias, 2)
            y = F.relu(y)
            found += [y.mean((2, 3)), y.amax((2, 3))]
        with torch.no_grad():
            energies, count = filter_energies(x)
        even = ((energies - w['energies/mean']) / (w['energies/variance'] + 1e-4).sqrt()).clamp(-MOST_ENERGY, MOST_ENERGY)
        where = y.flatten(1) @ w['encoder/dense/kernel'] + even[:, count:] @ w['encoder/placed']
        anywhere = torch.cat(found, 1) @ w['encoder/pooled'] + (even[:, :count] * WHOLE_GAIN) @ w['encoder/whole']
        return F.relu(torch.cat([where, anywhere], 1) + w['encoder/dense/bias']), energies

    def classify(self, h):
        return self.dense('pi', h) - self.w['pi/offset']

    def decode(self, z, c):
        w = self.w
        y = F.relu(self.dense('decoder/latent', z) + c @ w['decoder/class'])
        y = F.relu(self.dense('decoder/dense', y)).view(z.shape[0], -1, self.sides[-1], self.sides[-1])
        for i in reversed(range(self.stages)):
            side, kernel = self.sides[i], LAST_KERNEL if i == 0 else KERNEL
            before, _ = same_padding(side, kernel, 2)
            y = F.conv_transpose2d(y, w[f'decoder/conv{i}/kernel'], w[f'decoder/conv{i}/bias'], 2, before)[:, :, :side, :side]
            if i > 0:
                y = F.relu(y)
        return y

    def prior_mean(self, c):
        return (c @ self.w['prior/mean']) * PRIOR_GAIN


def divergence(mu, logvar):
    return 0.5 * (mu.square() + logvar.exp() - logvar - 1).sum(1)


def masked_mean(values, mask):
    return (values * mask).sum() / mask.sum().clamp(min=1)


def consistency_targets(logits, label, labelled, prior, class_mean):
    classes = logits.shape[1]
    lifted = F.softmax(logits, 1) * (prior / class_mean.clamp(min=1e-4))
    known = labelled[:, None]
    unknown = 1 - known
    hinted = label.sum(1, keepdim=True) * unknown
    said = (lifted / lifted.sum(1, keepdim=True) + 1e-6) * ((label + 1e-6) * hinted + (1 - hinted))
    both = said.pow(1 - hinted * 0.5)
    aligned = both / both.sum(1, keepdim=True)
    best = aligned.amax(1, keepdim=True)
    target = label * known + (aligned >= best).float() * unknown
    count = unknown.sum().clamp(min=1)
    mean = (best * unknown).sum() / count
    variance = ((best - mean).square() * unknown).sum() / count
    over_chance = ((best - 1 / classes) / (1 - 1 / classes)).clamp(min=0)
    trust = over_chance * torch.exp(-((best - mean).clamp(max=0).square() * 2 / (variance + 1e-4)))
    return target, (known + trust * unknown)[:, 0]


class Training:
    def __init__(self, network, inputs, state):
        self.network, self.inputs = network, inputs
        self.step, self.class_mean = 0, state['classMean'].clone()
        self.parameters = [network.w[name] for name in network.learned]
        self.averages = [parameter.detach().clone() for parameter in self.parameters]
        self.optimiser = torch.optim.Adam(self.parameters, lr=inputs['learningRate'].item(), foreach=True)

    def loss(self):
        network, given = self.network, self.inputs
        image, label, labelled = given['image'], given['label'], given['labelled']
        scale = image[0].numel() / 784
        h, energies = network.trunk(image)
        mu, logvar, logits = network.dense('mu', h), network.dense('logvar', h), network.classify(h)
        pi = F.softmax(logits, 1)
        known = labelled[:, None]
        c = label * known + pi.detach() * (1 - known)
        decoded = network.decode(mu + (logvar * 0.5).exp() * given['noise'], c)
        variance = (decoded.sigmoid() - image).square().mean() + NOISE_FLOOR
        reconstruction = ((variance * (2 * math.pi * math.e)).log() + 2 * math.log(255)) * (image[0].numel() / 2)
        kl = divergence(mu - network.prior_mean(c), logvar).mean()
        entropy = -(label * F.log_softmax(logits, 1)).sum(1)
        total = reconstruction + kl * given['klWeight'] + masked_mean(entropy, labelled) * given['classificationWeight'] * scale
        with torch.no_grad():
            target, mask = consistency_targets(logits, label, labelled, given['prior'], self.class_mean)
        strong = network.classify(network.trunk(given['strong'])[0])
        agreement = (-(target * F.log_softmax(strong, 1)).sum(1) * mask).mean()
        return total + agreement * given['consistencyWeight'] * scale, pi.detach(), energies

    def train(self):
        self.optimiser.zero_grad(set_to_none=True)
        total, pi, energies = self.loss()
        total.backward()
        self.optimiser.step()
        with torch.no_grad():
            self.follow(pi, energies)
        self.step += 1
        return total.item()

    def follow(self, pi, energies):
        w, label, labelled = self.network.w, self.inputs['label'], self.inputs['labelled']
        decay = min(AVERAGE_DECAY, (self.step + 2) / (self.step + 11))
        torch._foreach_mul_(self.averages, decay)
        torch._foreach_add_(self.averages, self.parameters, alpha=1 - decay)
        unknown = 1 - labelled
        count = unknown.sum()
        mean = (pi * unknown[:, None]).sum(0) / count.clamp(min=1)
        self.class_mean += (mean - self.class_mean) * 0.01 * count.clamp(max=1)
        w['pi/offset'] *= 1 - (label * labelled[:, None]).sum(0).clamp(max=1) * (1 - OFFSET_DECAY)
        rate = max(LEAST_RATE, 1 / (self.step + 1))
        former = w['energies/mean'].clone()
        w['energies/mean'] += (energies.mean(0) - former) * rate
        if self.step == 0:
            w['energies/variance'] = (energies - energies.mean(0)).square().mean(0)
        else:
            both = ((energies - w['energies/mean']) * (energies - former)).mean(0)
            w['energies/variance'] += (both - w['energies/variance']) * rate

    @torch.no_grad()
    def score(self):
        network, image = self.network, self.inputs['image']
        h, energies = network.trunk(image)
        mu, logvar = network.dense('mu', h), network.dense('logvar', h)
        pi = F.softmax(network.classify(h), 1)
        best = (pi >= pi.amax(1, keepdim=True)).float()
        error = (network.decode(mu, best).sigmoid() - image).square().mean((1, 2, 3))
        kl = divergence(mu - network.prior_mean(best), logvar)
        return {'features': h, 'energies': energies, 'mu': mu, 'probabilities': pi, 'reconstruction': error, 'divergence': kl}


def timed(times, work):
    ms, results = [], []
    for _ in range(times):
        before = time.perf_counter()
        results.append(work())
        ms.append((time.perf_counter() - before) * 1000)
    return ms, results


def load(header, file):
    with open(file, 'rb') as data:
        raw = torch.frombuffer(bytearray(data.read()), dtype=torch.float32)
    tensors, at = {}, 0
    for name, shape in header['tensors']:
        count = math.prod(shape)
        tensors[name] = raw[at:at + count].view(shape).clone()
        at += count
    group = lambda prefix: {name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)}
    inputs = {name: value.permute(0, 3, 1, 2).contiguous() if value.dim() == 4 else value for name, value in group('inputs/').items()}
    return Training(Network(header['config'], group('weights/')), inputs, group('state/'))


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    training, factors = None, None
    print(json.dumps({'version': torch.__version__}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        if 'load' in command:
            training = load(command['load'], command['data'])
            answer = {'parameters': sum(parameter.numel() for parameter in training.parameters)}
        elif 'train' in command:
            ms, totals = timed(command['train'], training.train)
            answer = {'ms': ms, 'total': totals}
        elif 'score' in command:
            ms, results = timed(command['score'], training.score)
            answer = {'ms': ms, 'sums': {name: value.double().sum().item() for name, value in results[-1].items()}}
        else:
            side = command['matmul']
            if factors is None or factors[0].shape[0] != side:
                factors = torch.rand(side, side), torch.rand(side, side)
            answer = {'ms': timed(command['times'], lambda: torch.mm(*factors))[0]}
        print(json.dumps(answer), flush=True)


main()
