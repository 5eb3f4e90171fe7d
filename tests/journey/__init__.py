"""The main job from unlocking to hand-over, done by a robot in the real window; `./run` without a screen runs it."""
