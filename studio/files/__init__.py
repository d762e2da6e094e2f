"""Reading and writing: pictures, sound, video, performances, projects, model cards."""
