# A start of az spends most of a second on reading itself in. Tests start it some hundred times, so one az reads itself in and each command is a
# fork of it: the same program, with the arguments, the environment, the folder and the streams of whoever asked. Found through PYTHONPATH by the az
# that test/support/warm-az.ts starts for this, and by no other.
import os
import sys


def serve(address):
    import array
    import gc
    import json
    import select
    import signal
    import socket

    import azure.cli.core.aaz  # noqa: F401
    import azure.cli.core.commands.arm  # noqa: F401
    import azure.cli.core.commands.client_factory  # noqa: F401
    import azure.cli.core.commands.parameters  # noqa: F401
    import azure.cli.core.profiles  # noqa: F401
    import azure.cli.core.telemetry  # noqa: F401
    import azure.core.pipeline.policies  # noqa: F401
    import azure.core.pipeline.transport  # noqa: F401
    import azure.mgmt.core  # noqa: F401
    import msal  # noqa: F401
    import requests  # noqa: F401

    def become(argv, env, folder, streams):
        import runpy
        import shutil

        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(env)
        # What the caller has put on the path of Python for it.
        for more in env.get("PYTHONPATH", "").split(os.pathsep):
            patch = os.path.join(more, "sitecustomize.py")
            if os.path.isfile(patch) and not os.path.samefile(patch, __file__):
                runpy.run_path(patch)
        # The list of its commands, which az makes at the first start in a new home, and which is the same in every home.
        home = env.get("AZURE_CONFIG_DIR", "")
        if index and os.path.isdir(home) and not os.path.exists(os.path.join(home, "commandIndex.json")):
            shutil.copy(index, home)
        sys.argv = ["az", *argv]
        try:
            runpy.run_module("azure.cli", run_name="__main__")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
        return 0

    def answer(asker):
        head, streams, _, _ = asker.recvmsg(4, socket.CMSG_SPACE(3 * 4))
        numbers = array.array("i")
        numbers.frombytes(streams[0][2])
        left = int.from_bytes(head, "big")
        said = b""
        while len(said) < left:
            said += asker.recv(left - len(said))
        child = os.fork()
        if child == 0:
            asker.close()
            code = 1
            try:
                code = become(*json.loads(said), numbers)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        for number in numbers:
            os.close(number)
        # Whoever asked and is gone wants nothing more: so it is with a process that is ended.
        ended = os.pidfd_open(child)
        gone, _, _ = select.select([asker, ended], [], [])
        if ended not in gone:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        asker.sendall(bytes([os.waitstatus_to_exitcode(status) & 255]))

    index = os.path.join(os.environ["AZURE_CONFIG_DIR"], "commandIndex.json")
    index = index if os.path.exists(index) else None
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    # By what it is run itself, whoever asks is run.
    libraries = os.environ.get("LD_LIBRARY_PATH", "")
    print(json.dumps([sys.executable, libraries]), flush=True)
    while True:
        # It ends with whoever started it.
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        if sys.stdin in ready:
            os._exit(0)
        asker, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(asker)
            os._exit(0)
        asker.close()


if "KEYLESS_WARM_AZ" in os.environ:
    serve(os.environ.pop("KEYLESS_WARM_AZ"))
