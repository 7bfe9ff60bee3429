namespace Territory.Ledger;

/// <summary>What the name of a stream tells: its kind, then its theatre, then what of the theatre it is about.</summary>
internal static class StreamName
{
    /// <summary>The theatre whose stream it is; null when the name is none that this service gives.</summary>
    public static string? TheatreOf(string stream) => stream.Split('/') is [_, var theatre, ..] ? theatre : null;

    /// <summary>What of the theatre it is about, the code of an area; null when it is about all of it.</summary>
    public static string? SubjectOf(string stream) => stream.Split('/') is [_, _, var subject, ..] ? subject : null;
}
