from hypothesis import settings

# A busy machine is no reason to fail: what is slow shows in the durations.
settings.register_profile("steady", deadline=None, max_examples=50)
settings.load_profile("steady")
