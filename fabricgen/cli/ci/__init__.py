"""What runs in a pull request: review, comment, verdict; and the hook before a commit.

    python -I -m fabricgen.cli.ci review|comment|verdict|hook

The action and the job of this repository call these and nothing else, so that both forges get the same words.
"""
