using System.Globalization;
using Territory.Contracts;

namespace Territory.Client;

internal enum Verdict { Deliver, Duplicate, Gap }

/// <summary>
/// Where a reader stands, and what the next change is to it. Every change names the one before it, so that a hole shows:
/// the previous public position when everything is read, the previously delivered one when a filter is on.
/// </summary>
internal sealed class Seam(long position, bool filtered)
{
    public long Position { get; private set; } = position;

    public Verdict Judge(CloudEvent change) =>
        PositionOf(change) <= Position ? Verdict.Duplicate : Before(change) <= Position ? Verdict.Deliver : Verdict.Gap;

    public void MoveTo(long position) => Position = Math.Max(Position, position);

    /// <summary>The position that must be known before this change may be delivered; 0 when it names none.</summary>
    public long Before(CloudEvent change) =>
        (filtered ? change.PreviousDelivered : change.PreviousPosition) is { } before ? Number(before, change) : 0;

    public static long PositionOf(CloudEvent change) => Number(change.Position, change);

    private static long Number(string text, CloudEvent change) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"The change {change.Id} has the position '{text}'; a decimal number was expected.");
}
