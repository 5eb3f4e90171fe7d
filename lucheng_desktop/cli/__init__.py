"""The console door `lucheng`: every step of the work by command, in the shapes scripts rely on."""
