using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

[assembly: InternalsVisibleTo("Territory.Tests")]
[assembly: InternalsVisibleTo("Territory.Scenarios")]
[assembly: InternalsVisibleTo("Territory.Bench")]
// File modes, signals and the watcher are those of Linux and macOS; on Windows, WSL.
[assembly: UnsupportedOSPlatform("windows")]

namespace Territory.AllInOne.Embedded;

/// <summary>The process cannot start on this machine or folder; the message is what a person needs to read, with what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
