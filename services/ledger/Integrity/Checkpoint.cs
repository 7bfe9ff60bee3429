using System.Globalization;
using Territory.Contracts;

namespace Territory.Ledger.Integrity;

/// <summary>A signed word on how far a theatre's public log had come, and what it was until there.</summary>
/// <param name="Position">The last entry it speaks of, a decimal string.</param>
/// <param name="Count">How many entries there are up to it.</param>
/// <param name="Hash">The chain's hash there, hexadecimal.</param>
/// <param name="At">When it was signed, UTC.</param>
/// <param name="KeyId">Which key: see <c>/api/verify/key</c>.</param>
/// <param name="Text">
/// What is signed, in UTF-8: seven lines, each with a line feed: <c>territory-checkpoint/2</c>, theatre, position, count, hash, time, and the hash of the
/// private chain as far as it was sealed then. Version 1, which older ledgers signed, ends with the time.
/// </param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, DER, in Base64.</param>
public sealed record Checkpoint(string Theatre, string Position, long Count, string Hash, DateTimeOffset At, string KeyId, string Text, string Signature)
{
    internal static Checkpoint Sign(SealedChange change, Seal seal, DateTimeOffset at, SigningKey key)
    {
        var position = change.Position.ToString(CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(change.Hash);
        var text = new CheckpointText(change.Theatre, position, change.Number, hash, at, Convert.ToHexStringLower(seal.Hash)).ToString();
        return new(change.Theatre, position, change.Number, hash, at, key.Id, text, key.Sign(text));
    }

    /// <summary>The hash of the private chain, hexadecimal; null in version 1, which says nothing of it.</summary>
    internal string? PrivateHash => CheckpointText.Read(Text)?.PrivateHash;

    /// <summary>Its members say what its text says.</summary>
    internal bool SaysWhatIsSigned => Text == new CheckpointText(Theatre, Position, Count, Hash, At, PrivateHash).ToString();
}
