using System.Net;
using System.Text.Json.Serialization;

namespace Territory.Client;

/// <summary>The server refused. Nothing of what was asked has happened, unless a method says otherwise.</summary>
public sealed class TerritoryException : Exception
{
    internal TerritoryException(Problem problem, TimeSpan? retryAfter = null) : base(problem.Sentence)
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>What the server said.</summary>
    public Problem Problem { get; }

    /// <summary>How long the server asks to be left alone (429 and 503), if it said so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status => (HttpStatusCode)Problem.Status;

    /// <summary>The same request may succeed later: too many requests, or a server that is not well at the moment.</summary>
    public bool IsTransient => Problem.Status is 408 or 429 or >= 500 and not 501;
}

/// <summary>A problem document (RFC 9457) with the errors by field.</summary>
public sealed record Problem
{
    /// <summary>Address that names the kind of problem; <c>about:blank</c> when it is only the status.</summary>
    public string Type { get; init; } = "about:blank";
    /// <summary>The HTTP status; 0 when no server was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Status { get; init; }
    /// <summary>The kind of problem in a few words.</summary>
    public string? Title { get; init; }
    /// <summary>What happened, and what to do.</summary>
    public string? Detail { get; init; }
    /// <summary>What is wrong with the request, field by field; empty when it is not about a field.</summary>
    public IReadOnlyList<FieldProblem> Errors { get; init => field = value ?? []; } = [];

    internal string Sentence => Detail ?? (Errors.Count > 0 ? string.Join(" ", Errors) : Title ?? $"The server answered with status {Status}.");
}

/// <summary>One thing wrong with a request.</summary>
/// <param name="Field">Name of the query parameter, header or JSON member.</param>
/// <param name="Found">What stood there; null when nothing did.</param>
/// <param name="Expected">What would be right.</param>
public sealed record FieldProblem(string Field, string? Found, string Expected)
{
    /// <summary>As a sentence.</summary>
    public override string ToString() => Found is null ? $"'{Field}' is missing; expected {Expected}." : $"'{Field}' is '{Found}'; expected {Expected}.";
}

/// <summary>
/// The cursor is ahead of everything the server has ever recorded: it was taken from another installation, or this one
/// was restored from an older copy. Going on would wait in silence; start again from a position the server has.
/// </summary>
public sealed class CursorAheadException(long cursor, long head)
    : Exception($"The cursor {cursor} is ahead of the server's last position {head}: it belongs to another installation or to a later copy of this one. Start from {head} or an earlier position.")
{
    /// <summary>The position asked for.</summary>
    public long Cursor { get; } = cursor;
    /// <summary>The last public position of the server.</summary>
    public long Head { get; } = head;
}
