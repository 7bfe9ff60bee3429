using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>A checkpoint that somebody kept, as <c>GET /api/verify/checkpoints</c> gave it: a signed word on what the public log was up to a position.</summary>
public sealed record KeptCheckpoint
{
    /// <summary>Whose public log.</summary>
    public string Theatre { get; init; } = "";
    /// <summary>The last entry it speaks of.</summary>
    public string Position { get; init; } = "";
    /// <summary>How many entries there are up to it.</summary>
    public long Count { get; init; }
    /// <summary>The hash they lead to, hexadecimal.</summary>
    public string Hash { get; init; } = "";
    /// <summary>Which key signed it: the first half of the SHA-256 of the key.</summary>
    public string KeyId { get; init; } = "";
    /// <summary>What is signed: see <see cref="CheckpointText"/>.</summary>
    public string Text { get; init; } = "";
    /// <summary>ECDSA over P-256 with SHA-256, DER, in Base64.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Its members say what its text says, of either version.</summary>
    internal bool SaysWhatIsSigned => CheckpointText.Read(Text) is { } signed && (signed.Theatre, signed.Position, signed.Count, signed.Hash) == (Theatre, Position, Count, Hash);

    /// <summary>What is wrong with its signature by a key in PEM; null when it bears it.</summary>
    internal string? JudgeSignature(string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(publicKey);
            var id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];
            if (id != KeyId) return $"It names the key {KeyId}, and the key it is held beside is {id}: another key signed it, or the key was exchanged.";
            return key.VerifyData(Encoding.UTF8.GetBytes(Text), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ? null
                : $"It does not bear the signature of the key {KeyId}: the file was altered.";
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException or FormatException)
        {
            return $"Its signature cannot be checked: the key or the signature is unreadable ({unreadable.Message.TrimEnd('.')}). Expected are a public key in PEM and a signature in Base64.";
        }
    }
}

/// <summary>A kept checkpoint beside the public log as it is served now: its hash is computed from the entries, and nothing the server says of hashes is believed.</summary>
internal sealed class KeptCheckpointProof(Calls calls, KeptCheckpoint kept)
{
    /// <returns>What does not hold, in sentences.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string? publicKey, CancellationToken cancellation)
    {
        var said = kept.SaysWhatIsSigned ? null : "Its members do not say what its signed text says: the file was altered, or is no checkpoint of version 1 or 2.";
        var key = publicKey ?? await KeyAsync(cancellation);
        var signed = key is null ? $"The server does not know the key {kept.KeyId} that signed it. Give the public key you kept." : kept.JudgeSignature(key);
        return [.. new[] { said, signed, await JudgeChainAsync(cancellation), await JudgeListedAsync(cancellation) }.OfType<string>()];
    }

    private sealed record ServedKey(string Id, string PublicKey);

    private sealed record ServedKeys(IReadOnlyList<ServedKey> Keys);

    private async Task<string?> KeyAsync(CancellationToken cancellation) =>
        (await calls.GetAsync<ServedKeys>(new Query("api/verify/key"), cancellation)).Keys.FirstOrDefault(key => key.Id == kept.KeyId)?.PublicKey;

    private async Task<string?> JudgeChainAsync(CancellationToken cancellation)
    {
        var (chain, count, position) = (new byte[SHA256.HashSizeInBytes], 0L, "0");
        await foreach (var entry in EntriesAsync(cancellation))
        {
            if (Text(entry, "previousposition") != position) return $"Something is missing before the entry at position {Text(entry, "position")}: it follows {Text(entry, "previousposition")}, and the log as served has {position} before it.";
            (chain, count, position) = (SHA256.HashData([.. chain, .. CanonicalJson.Of(entry.GetRawText())]), count + 1, Text(entry, "position") ?? "");
            if (position == kept.Position) break;
        }
        var hash = Convert.ToHexStringLower(chain);
        if (position != kept.Position) return $"The log as served has no entry at position {kept.Position}; the last one up to it is at {position}.";
        return count == kept.Count && hash == kept.Hash ? null : $"Up to position {position} the log as served has {count} entries that lead to the hash {hash}; the checkpoint says {kept.Count} and {kept.Hash}: what came before it was changed.";
    }

    /// <summary>A log that was sealed anew is signed with another time: the text, with what it says of the private log, is still in the list.</summary>
    private async Task<string?> JudgeListedAsync(CancellationToken cancellation)
    {
        var before = long.TryParse(kept.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position - 1 : 0;
        var listed = await calls.GetAsync<Page<KeptCheckpoint>>(new Query("api/verify/checkpoints").With("theatre", kept.Theatre).With("after", before).With("limit", 1), cancellation);
        return listed.Items is [var there] && there.Text == kept.Text ? null : $"The server lists {(listed.Items is [var other] && other.Position == kept.Position ? "another checkpoint" : "no checkpoint")} at position {kept.Position}: one of the logs was sealed and signed anew, or the checkpoint was deleted.";
    }

    private async IAsyncEnumerable<JsonElement> EntriesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = "0"; after is not null;)
        {
            var page = await calls.GetAsync<Page<JsonElement>>(new Query("api/changes").With("theatre", kept.Theatre).With("after", after).With("untilPosition", kept.Position).With("limit", 1000), cancellation);
            foreach (var entry in page.Items) yield return entry;
            after = page.Next;
        }
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
