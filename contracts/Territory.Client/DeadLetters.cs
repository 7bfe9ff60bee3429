using System.Text.Json;

namespace Territory.Client;

/// <summary>Which dead letters.</summary>
public sealed record DeadLettersQuestion
{
    /// <summary><c>waiting</c>, <c>retrying</c>, <c>delivered</c> or <c>discarded</c>; any when null.</summary>
    public string? State { get; init; }
    /// <summary>Only of this queue.</summary>
    public string? Queue { get; init; }
    /// <summary>The newest first.</summary>
    public bool NewestFirst { get; init; }
    /// <summary>The <see cref="Page{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
    /// <summary>1 to 1000; the server's 100 when null.</summary>
    public int? Limit { get; init; }
}

/// <summary>A message between the services that could not be taken after several attempts. Times are UTC.</summary>
public sealed record DeadLetter
{
    /// <summary>The same message failing again is the same dead letter.</summary>
    public required string Id { get; init; }
    /// <summary>The queue it was taken from.</summary>
    public required string Queue { get; init; }
    /// <summary>Name of its contract; null when it cannot be told.</summary>
    public string? MessageType { get; init; }
    /// <summary><c>waiting</c>, <c>retrying</c>, <c>delivered</c> (taken after all) or <c>discarded</c>.</summary>
    public required string State { get; init; }
    /// <summary>How often it failed, each time after several attempts.</summary>
    public int Failures { get; init; }
    /// <summary>When it failed first.</summary>
    public DateTimeOffset FirstFailedAt { get; init; }
    /// <summary>When it failed last.</summary>
    public DateTimeOffset LastFailedAt { get; init; }
    /// <summary>Why, as of the last failure.</summary>
    public required string Error { get; init; }
    /// <summary>Who had it sent again or discarded it.</summary>
    public string? ActedBy { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset? ActedAt { get; init; }
    /// <summary>Why it was discarded.</summary>
    public string? Reason { get; init; }
}

/// <summary>A dead letter, and what is in it.</summary>
/// <param name="Letter">The dead letter.</param>
/// <param name="Message">The message, where it is JSON.</param>
/// <param name="Text">Its beginning as text, where it is not.</param>
public sealed record OpenedDeadLetter(DeadLetter Letter, JsonElement? Message, string? Text);

/// <summary>How many dead letters were sent again.</summary>
/// <param name="Retrying">As many as were sent.</param>
/// <param name="Left">As many were not looked at any more: ask again.</param>
/// <param name="QueuesGone">Queues that are not there; their dead letters stay as they were.</param>
public sealed record DeadLettersRetried(int Retrying, long Left, IReadOnlyList<string>? QueuesGone = null);
