using System.Text.Json;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>What became of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>Nobody has said yet what becomes of it.</summary>
    Waiting,
    /// <summary>It was sent to its queue again, and what came of that is not known yet.</summary>
    Retrying,
    /// <summary>The same message was taken after all: sent again by a person, or by the service it comes from.</summary>
    Delivered,
    /// <summary>A person gave it up.</summary>
    Discarded,
}

/// <summary>A message that its service could not take after several attempts. The same message failing again is the same dead letter.</summary>
/// <param name="Id">Ids rise with the time of the first failure.</param>
/// <param name="Queue">The queue it was taken from.</param>
/// <param name="MessageType">Name of its contract; null when it cannot be told.</param>
/// <param name="State">What became of it.</param>
/// <param name="Failures">How often it failed, each time after several attempts.</param>
/// <param name="FirstFailedAt">UTC.</param>
/// <param name="LastFailedAt">UTC.</param>
/// <param name="Error">Why, as of the last failure.</param>
/// <param name="ActedBy">Who had it sent again or discarded it, the last time somebody did.</param>
/// <param name="ActedAt">When; UTC.</param>
/// <param name="Reason">Why it was discarded.</param>
public sealed record DeadLetter(
    string Id, string Queue, string? MessageType, DeadLetterState State, int Failures, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, string Error,
    string? ActedBy, DateTimeOffset? ActedAt, string? Reason);

/// <summary>A dead letter, and what is in it.</summary>
/// <param name="Letter">The dead letter.</param>
/// <param name="Message">The message, where it is JSON.</param>
/// <param name="Text">Where it is not: its beginning, as far as it is text.</param>
public sealed record OpenedDeadLetter(DeadLetter Letter, JsonElement? Message, string? Text);
