"""An origin with a branch main and a change proposed to it, and checkouts as forges make them."""

import subprocess

from fabricgen.allocation.lock import FILE, write
from fabricgen.kinds import load
from tests.compare.fabrics import excepted, written

SEED = excepted("leaf-p00-01", "seed: 77")


def git(folder, *words):
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0")
    return subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, text=True).stdout


class Origin:
    """`main` has three commits and two inventories; the change to it starts at the second one."""

    def __init__(self, folder):
        self.url = f"file://{folder / 'origin.git'}"
        self.desk = folder / "desk"
        folder.mkdir(exist_ok=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
        git(folder, "clone", "--quiet", str(folder / "origin.git"), "desk")
        git(self.desk, "checkout", "--quiet", "-b", "main")
        (self.desk / "inventories").mkdir()
        self.save("read me", {"README": "x"})
        self.page("small")
        self.page("other", ("name: small", "name: other"))
        self.save("two fabrics", {})
        self.start = git(self.desk, "rev-parse", "HEAD").strip()
        git(self.desk, "branch", "change")
        self.save("main goes on", {"README": "y"})

    def page(self, name, *edits):
        folder = written(self.desk / "inventories" / name, *edits)
        (folder / FILE).write_bytes(write(load(folder).lock))

    def save(self, message, files):
        for name, text in files.items():
            (self.desk / name).write_text(text, encoding="utf-8")
        git(self.desk, "add", "--all")
        git(self.desk, "commit", "--quiet", "--allow-empty", "--message", message)
        git(self.desk, "push", "--quiet", "origin", "HEAD")

    def propose(self, *changes):
        """Each change is the name of an inventory and what is replaced in its page."""
        git(self.desk, "checkout", "--quiet", "change")
        for name, *edits in changes:
            self.page(name, *([("name: small", f"name: {name}")] if name != "small" else []), *edits)
        self.save("a change", {})

    def merged(self, folder):
        """As actions/checkout leaves it: one commit deep, at the merge that GitHub made of both branches."""
        git(self.desk, "checkout", "--quiet", "--detach", "main")
        git(self.desk, "merge", "--quiet", "--no-ff", "--message", "merge", "change")
        git(self.desk, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/merge")
        return self._checkout(folder, "--depth=1", "+refs/pull/7/merge:refs/remotes/pull/7/merge")

    def head(self, folder):
        """As a GitLab runner leaves it with GIT_DEPTH 0: the branch alone, with all of its history."""
        return self._checkout(folder, "+refs/heads/change:refs/merge-requests/7/head")

    def _checkout(self, folder, *fetch):
        git(folder.parent, "init", "--quiet", str(folder))
        git(folder, "remote", "add", "origin", self.url)
        git(folder, "fetch", "--quiet", "--no-tags", "origin", *fetch)
        git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        return folder


__all__ = ["SEED", "Origin", "git"]
