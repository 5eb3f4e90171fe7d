"""The main job from unlocking to hand-over, done by a robot through the real window; `./run` without a screen runs it."""
