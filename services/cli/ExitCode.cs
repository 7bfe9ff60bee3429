namespace Territory.Cli;

/// <summary>What a script learns.</summary>
internal enum ExitCode
{
    Ok = 0,
    Refused = 1,
    Usage = 2,
    NotFound = 3,
    Unreachable = 4,
    NotAllowed = 5,
    /// <summary>Stopped from the keyboard before it was done (128 + SIGINT, as shells have it).</summary>
    Interrupted = 130,
}
