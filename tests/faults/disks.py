"""Small disks of memory, which a fault can fill; only who may mount has them."""

import shutil
import subprocess
from pathlib import Path


class SmallDisk:
    """A folder that is a disk of its own."""

    def __init__(self, path: Path) -> None:
        self.path, self._filler = path, path / "filler"

    @classmethod
    def mounted(cls, path: Path, megabytes: int) -> "SmallDisk | None":
        """A new disk at this folder, which exists; None where this process may not mount one."""
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=777", "tmpfs", path]
        done = subprocess.run(command, capture_output=True, check=False)
        return cls(path) if done.returncode == 0 else None

    @property
    def is_full(self) -> bool:
        return shutil.disk_usage(self.path).free == 0

    def fill(self) -> None:
        """Take all space that is left."""
        with self._filler.open("wb") as file:
            subprocess.run(["/bin/cat", "/dev/zero"], stdout=file, stderr=subprocess.DEVNULL, check=False)

    def free(self) -> None:
        """Give it back."""
        self._filler.unlink(missing_ok=True)

    def remove(self) -> None:
        """The disk goes when its last file is closed."""
        subprocess.run(["umount", "--lazy", self.path], check=True)
