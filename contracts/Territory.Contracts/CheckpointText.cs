using System.Globalization;

namespace Territory.Contracts;

/// <summary>
/// What the signature of a checkpoint is over, in UTF-8: lines that each end with a line feed. Version 2 has seven: <c>territory-checkpoint/2</c>, theatre,
/// position, count, hash, time, and the hash of the private log. Version 1, which older ledgers signed, has the first six.
/// </summary>
/// <param name="Theatre">Whose public log, one line.</param>
/// <param name="Position">The last entry it speaks of, a decimal string.</param>
/// <param name="Count">How many entries there are up to it.</param>
/// <param name="Hash">The hash they lead to: 64 hexadecimal digits in lower case, which are the 32 bytes of a SHA-256.</param>
/// <param name="At">When it was signed. The text has it in UTC, to the microsecond, whatever the offset: <c>2024-12-07T09:00:00.000000Z</c>.</param>
/// <param name="PrivateHash">The hash of the private log as far as it was sealed then, as <paramref name="Hash"/> is written; null in version 1, which says nothing of it.</param>
public sealed record CheckpointText(string Theatre, string Position, long Count, string Hash, DateTimeOffset At, string? PrivateHash)
{
    private const string Name = "territory-checkpoint/";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int HashDigits = 64;

    /// <summary>2 with a hash of the private log, 1 without.</summary>
    public int Version => PrivateHash is null ? 1 : 2;

    /// <summary>The lines, as they are signed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}{Version}\n{Theatre}\n{Position}\n{Count}\n{Hash}\n{At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}\n{(PrivateHash is null ? "" : PrivateHash + "\n")}");

    /// <summary>Reads the lines back; only a text that <see cref="ToString"/> writes is one.</summary>
    /// <exception cref="FormatException">It is no text of a checkpoint of version 1 or 2.</exception>
    public static CheckpointText Parse(string text) => Read(text) ?? throw new FormatException(
        $"This is no text of a checkpoint. Expected are six lines ({Name}1, theatre, position, count, hash, time in UTC) or seven ({Name}2, the same, the hash of the private log), each with a line feed. Take the member text as GET /api/verify/checkpoints gave it.");

    /// <summary>Reads the lines back; null when it is no text of a checkpoint of version 1 or 2.</summary>
    public static CheckpointText? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = text.Split('\n') switch
        {
            [Name + "1", var theatre, var position, var count, var hash, var at, ""] => Read(theatre, position, count, hash, at, null),
            [Name + "2", var theatre, var position, var count, var hash, var at, var sealedTo, ""] when IsHash(sealedTo) => Read(theatre, position, count, hash, at, sealedTo),
            _ => null,
        };
        // One text for one checkpoint: leading zeros and other digits are none.
        return read?.ToString() == text ? read : null;
    }

    private static CheckpointText? Read(string theatre, string position, string count, string hash, string at, string? privateHash) =>
        theatre.Length > 0 && IsNumber(position, out _) && IsNumber(count, out var entries) && IsHash(hash)
        && DateTimeOffset.TryParseExact(at, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? new(theatre, position, entries, hash, then, privateHash)
            : null;

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsHash(string text) => text.Length == HashDigits && text.All(char.IsAsciiHexDigitLower);
}
