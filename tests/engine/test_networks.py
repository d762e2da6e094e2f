"""One place loads networks: each once, where there is room for it, and no thread is slowed by another's."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier, Thread, get_ident
from typing import TypeVar
from weakref import ref

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from studio.core.errors import ModelError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine import networks as room
from studio.engine.device import use_threads
from studio.engine.networks import CPU, Networks, Place, Whereabouts, shared_networks, what_runs_where
from studio.engine.portrait import prepared
from studio.engine.rig_renderer import RigRenderer
from studio.engine.scene import Scene
from studio.files import models
from studio.files.pictures import Picture, Still

T = TypeVar("T")
OTHER = torch.device("meta")
"""A device that torch has everywhere and that is not the CPU; its tensors have sizes and no numbers."""
FULL = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB."),
    RuntimeError("CUDA error: out of memory"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("MPS backend out of memory (MPS allocated: 7.64 GiB, max allowed: 9.07 GiB)."),
)


class Loader:
    """Doubles what it is given, and counts how often it was loaded."""

    def __init__(self) -> None:
        self.loads = 0

    def __call__(self, path: Path) -> nn.Linear:
        self.loads += 1
        net = nn.Linear(4, 4, bias=False)
        net.weight.data = torch.eye(4) * float(path.read_text())
        return net


class Stubborn(nn.Linear):
    """Finds no room anywhere but in the computer's own memory."""

    def to(self, device: torch.device, dtype: torch.dtype) -> "Stubborn":  # type: ignore[override]
        if device.type != "cpu":
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return super().to(device, dtype)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "double.txt"
    path.write_text("2")
    return path


@pytest.fixture
def three_threads() -> Iterator[None]:
    """Torch has three threads here and in each new thread, which is more than nothing on any machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


def in_a_new_thread(work: Callable[[], T]) -> T:
    found: list[T] = []
    thread = Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def doubled(net: nn.Linear, on: Place) -> Tensor:
    return net(on.put(torch.ones(4))).cpu()  # type: ignore[no-any-return]


def full_elsewhere(error: RuntimeError = FULL[0]) -> Callable[[nn.Linear, Place], Tensor]:
    """``doubled``, for which there is only room on the CPU."""

    def work(net: nn.Linear, on: Place) -> Tensor:
        if on.device.type != "cpu":
            raise error
        return doubled(net, on)

    return work


def test_that_a_network_is_loaded_once_for_all_who_ask(weights: Path) -> None:
    found, loader, start = Networks(), Loader(), Barrier(4, timeout=60)

    def ask() -> object:
        start.wait()
        return found.load(weights, loader)

    with ThreadPoolExecutor(4) as pool:
        nets = [asked.result() for asked in [pool.submit(ask) for _ in range(4)]]
    assert all(net is nets[0] for net in nets)
    assert loader.loads == 1


def test_that_another_device_kind_of_numbers_loader_or_number_of_threads_is_another_network(
    weights: Path,
) -> None:
    found, loader = Networks(), Loader()
    nets = [
        found.load(weights, loader, device=CPU),
        found.load(weights, Loader(), device=CPU),
        found.load(weights, loader, device=OTHER),
        found.load(weights, loader, device=CPU, dtype=torch.float64),
        found.load(weights, loader, device=CPU, threads=1),
    ]
    assert len({id(net) for net in nets}) == len(nets)


def test_that_a_file_that_was_replaced_is_another_network(weights: Path) -> None:
    found, loader = Networks(), Loader()
    before = found.load(weights, loader, device=CPU)
    weights.write_text("3.0")
    after = found.load(weights, loader, device=CPU)
    assert before.run(doubled).tolist() == [2] * 4
    assert after.run(doubled).tolist() == [3] * 4


def test_that_a_network_is_ready_for_use_and_not_for_training(weights: Path) -> None:
    net = Networks().load(weights, Loader(), device=CPU)
    assert not net.run(lambda net, on: net.training or net.weight.requires_grad)
    assert net.run(lambda net, on: torch.is_inference_mode_enabled())


def test_that_what_is_loaded_by_work_without_gradients_is_an_ordinary_network(weights: Path) -> None:
    """Else nobody could ever ask it for a gradient with respect to what it is given."""
    with torch.inference_mode():
        net = Networks().load(weights, Loader(), device=CPU)
    assert not net.run(lambda net, on: net.weight.is_inference())


def test_that_a_network_that_nobody_uses_is_let_go(weights: Path) -> None:
    found = Networks()
    net = found.load(weights, Loader(), device=CPU)
    inside = net.run(lambda net, on: ref(net))
    assert inside() is not None
    del net
    gc.collect()
    assert inside() is None
    assert found.whereabouts() == ()


def test_that_a_network_that_is_released_gives_back_its_memory_and_comes_again_when_it_is_run(
    weights: Path,
) -> None:
    found, loader = Networks(), Loader()
    net = found.load(weights, loader, device=CPU)
    other = found.load(weights, loader, device=OTHER)
    inside = net.run(lambda net, on: ref(net))
    found.release("another.txt")
    assert inside() is not None
    found.release("double.txt")
    gc.collect()
    assert inside() is None
    assert found.whereabouts() == ()
    assert net.run(doubled).tolist() == [2] * 4
    assert net is found.load(weights, loader, device=CPU)
    assert other.device == OTHER


def test_that_it_is_told_where_each_network_is(weights: Path) -> None:
    found, loader = Networks(), Loader()
    nets = [
        found.load(weights, loader, device=CPU, dtype=torch.float64),
        found.load(weights, loader, device=OTHER, dtype=torch.float16),
    ]
    assert len(nets) == len(found.whereabouts())
    assert set(found.whereabouts()) == {
        Whereabouts("double.txt", "cpu", "float64", 16 * 8),
        Whereabouts("double.txt", "meta", "float16", 16 * 2),
    }


def test_that_the_cpu_has_single_precision_where_others_have_half(weights: Path) -> None:
    net = Networks().load(weights, Loader(), device=CPU, dtype=torch.bfloat16)
    assert net.run(lambda net, on: (net.weight.dtype, on.dtype)) == (torch.float32, torch.float32)


@pytest.mark.parametrize("error", FULL, ids=lambda error: str(error)[:40])
def test_that_a_network_whose_device_is_full_goes_on_on_the_cpu(weights: Path, error: RuntimeError) -> None:
    found, loader = Networks(), Loader()
    net = found.load(weights, loader, device=OTHER, dtype=torch.float16)
    assert net.run(full_elsewhere(error)).tolist() == [2] * 4
    assert found.whereabouts() == (Whereabouts("double.txt", "cpu", "float32", 16 * 4, left="meta"),)
    assert net.run(full_elsewhere(error)).tolist() == [2] * 4
    assert loader.loads == 2, "It stays there."
    assert net is found.load(weights, loader, device=OTHER, dtype=torch.float16)


def test_that_two_who_find_a_device_full_at_once_move_the_network_once(weights: Path) -> None:
    loader, both = Loader(), Barrier(2, timeout=60)
    net = Networks().load(weights, loader, device=OTHER)

    def work(net: nn.Linear, on: Place) -> Tensor:
        if on.device == OTHER:
            both.wait()
        return full_elsewhere()(net, on)

    with ThreadPoolExecutor(2) as pool:
        outs = [pool.submit(net.run, work) for _ in range(2)]
        assert [out.result().tolist() for out in outs] == [[2] * 4] * 2
    assert loader.loads == 2


def test_that_a_network_that_finds_no_room_at_the_start_is_loaded_on_the_cpu(weights: Path) -> None:
    found = Networks()
    net = found.load(weights, lambda path: Stubborn(2, 2), device=OTHER)
    (told,) = found.whereabouts()
    assert (net.device, told.device, told.left) == (CPU, "cpu", "meta")
    assert net.run(lambda net, on: net.weight.device) == CPU


def test_that_a_network_moves_back_when_room_was_made_by_releasing_it(weights: Path) -> None:
    net = Networks().load(weights, Loader(), device=OTHER)
    net.run(full_elsewhere())
    net.release()
    assert net.run(lambda net, on: on.device) == OTHER
    assert net.left is None


def test_that_other_faults_are_not_taken_for_a_full_memory(weights: Path) -> None:
    net = Networks().load(weights, Loader(), device=OTHER)
    with pytest.raises(RuntimeError, match="sizes"):
        net.run(full_elsewhere(RuntimeError("sizes of tensors must match")))
    assert net.device == OTHER


def test_that_a_full_memory_of_the_computer_itself_is_an_error(weights: Path) -> None:
    def work(net: nn.Linear, on: Place) -> None:
        raise torch.OutOfMemoryError("not enough memory")

    net = Networks().load(weights, Loader(), device=CPU)
    with pytest.raises(torch.OutOfMemoryError):
        net.run(work)


# What a card asks for --------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One model, ``double``, to whose card wishes can be added; the best device is not the CPU."""
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(models, "shelf", lambda: tmp_path)
    monkeypatch.setattr(room, "best_device", lambda: OTHER)
    folder = tmp_path / "double"
    folder.mkdir()
    weights.rename(folder / weights.name)
    (folder / "card.toml").write_text(
        'name = "double"\ntitle = "Doubles"\npurpose = "tests"\n[licence]\nid = "MIT"\n[[files]]\n'
        f'name = "double.txt"\nsize = 1\nsha256 = "{sha256(b"2").hexdigest()}"\n'
    )
    return folder


def wish(shelf: Path, facts: str) -> None:
    with (shelf / "card.toml").open("a") as card:
        card.write(f"[network]\n{facts}\n")


def test_that_a_network_goes_to_the_best_device_if_its_card_says_nothing(shelf: Path) -> None:
    assert Networks().load("double", Loader()).device == OTHER


def test_that_a_card_keeps_a_network_on_the_cpu_and_tells_its_numbers_and_threads(shelf: Path) -> None:
    wish(shelf, 'device = "cpu"\ndtype = "float64"\nthreads = 5')
    found = Networks()
    net = found.load("double", Loader())
    assert found.whereabouts() == (Whereabouts("double", "cpu", "float64", 16 * 8),)
    assert net.run(lambda net, on: torch.get_num_threads()) == 5


def test_that_who_asks_knows_better_than_the_card(shelf: Path) -> None:
    wish(shelf, 'device = "cpu"\ndtype = "float64"')
    net = Networks().load("double", Loader(), device=OTHER, dtype=torch.float32)
    assert net.run(lambda net, on: on) == Place(OTHER, torch.float32)


@pytest.mark.parametrize("facts", ['dtype = "nn"', 'dtype = "float31"', 'speed = "high"'])
def test_that_a_card_that_asks_for_what_there_is_not_is_named(shelf: Path, facts: str) -> None:
    wish(shelf, facts)
    with pytest.raises(ModelError, match="double"):
        Networks().load("double", Loader())


# Threads ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("three_threads")
def test_that_a_thread_that_has_fewer_takes_none_from_the_others() -> None:
    with ThreadPoolExecutor(1) as old, ThreadPoolExecutor(1, None, use_threads, (1,)) as one:
        assert old.submit(torch.get_num_threads).result() == 3
        assert one.submit(torch.get_num_threads).result() == 1
        assert old.submit(torch.get_num_threads).result() == 3
        assert torch.get_num_threads() == 3
        assert in_a_new_thread(torch.get_num_threads) == 3
        one.submit(torch.mm, torch.ones(99, 99), torch.ones(99, 99)).result()
        assert one.submit(torch.get_num_threads).result() == 1


@pytest.mark.usefixtures("three_threads")
def test_that_a_network_has_its_own_number_of_threads_whoever_runs_it(weights: Path) -> None:
    net = Networks().load(weights, Loader(), device=CPU, threads=2)

    def threads(net: nn.Linear, on: Place) -> int:
        return torch.get_num_threads()

    assert net.run(threads) == in_a_new_thread(lambda: net.run(threads)) == 2
    inner = net.run(lambda _, on: (get_ident(), net.run(lambda _, on: get_ident())))
    assert inner[0] == inner[1], "What it runs may run it, too, and waits for no other thread."
    assert torch.get_num_threads() == in_a_new_thread(torch.get_num_threads) == 3


def smile(pixels: Pixels) -> Pixels:
    portrait = prepared(Still(Picture(pixels)), RigRenderer())
    return Scene(portrait, held=FaceState.of({"mouthSmileLeft": 0.2, "jawOpen": 0.3})).picture()


@pytest.mark.usefixtures("three_threads")
def test_that_drawing_leaves_everybody_their_threads_and_does_not_depend_on_them(astronaut: Pixels) -> None:
    with_three = smile(astronaut)
    assert torch.get_num_threads() == in_a_new_thread(torch.get_num_threads) == 3
    torch.set_num_threads(1)
    np.testing.assert_array_equal(smile(astronaut), with_three)


# What a person is told -------------------------------------------------------------------------------


def test_that_renderers_share_their_networks_and_say_where_they_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALATEA_DEVICE", "cpu")
    first, second = RigRenderer(), RigRenderer()
    names = [place.name for place in shared_networks().whereabouts() if place.device == "cpu"]
    assert names.count("shading") == names.count("occlusion") == 1
    assert first.device == second.device == "CPU"


def test_that_what_runs_elsewhere_is_told_apart(weights: Path) -> None:
    found, loader = Networks(), Loader()
    here, there = (found.load(weights, loader, device=device) for device in (CPU, OTHER))
    assert what_runs_where({"folds": here, "the rest": None}) == "CPU"
    assert what_runs_where({"folds": there}) == "META"
    assert what_runs_where({"folds": there, "lips": there, "the rest": None}) == (
        "META: folds, lips; CPU: the rest"
    )
    assert what_runs_where({"folds": here, "lips": there}) == "META: lips; CPU: folds"
    there.run(full_elsewhere())
    assert what_runs_where({"lips": there, "the rest": None}) == "CPU; the memory of META is full"
