using System.Buffers.Binary;
using System.Security.Cryptography;
using Territory.Contracts;

namespace Territory.Ledger.Integrity;

/// <summary>
/// A stretch of the private log as it stood when it was sealed: the digest of each event, chained to the stretch before.
/// </summary>
/// <param name="After">The last position of the seal before; 0 for the first.</param>
/// <param name="Last">The last position of this one.</param>
/// <param name="Positions">Of its events, in order; what lies between was given out and never committed.</param>
/// <param name="Digests">Theirs, 32 bytes each, one after the other.</param>
internal sealed record Seal(long After, long Last, long[] Positions, byte[] Digests, byte[] Previous, byte[] Hash)
{
    public const int Length = 32;

    public static Seal Of(long after, byte[] previous, IReadOnlyList<StoredRow> rows)
    {
        long[] positions = [.. rows.Select(row => row.Position)];
        var digests = new byte[rows.Count * Length];
        for (var i = 0; i < rows.Count; i++) rows[i].Digest().CopyTo(digests, i * Length);
        return new(after, positions[^1], positions, digests, previous, HashOf(previous, positions, digests));
    }

    /// <summary>What it says of itself is what it holds.</summary>
    public bool IsWhole => Positions.Length > 0 && Digests.Length == Positions.Length * Length && Positions[^1] == Last && Hash.AsSpan().SequenceEqual(HashOf(Previous, Positions, Digests));

    public ReadOnlySpan<byte> DigestOf(int index) => Digests.AsSpan(index * Length, Length);

    /// <summary>The positions between its events: never committed, for whoever commits holds the append lock and takes a higher one.</summary>
    public IEnumerable<(long First, long Last)> Skips()
    {
        var before = After;
        foreach (var position in Positions)
        {
            if (position > before + 1) yield return (before + 1, position - 1);
            before = position;
        }
    }

    private static byte[] HashOf(byte[] previous, long[] positions, byte[] digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> position = stackalloc byte[sizeof(long)];
        hash.AppendData(previous);
        for (var i = 0; i < positions.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(position, positions[i]);
            hash.AppendData(position);
            hash.AppendData(digests, i * Length, Length);
        }
        return hash.GetHashAndReset();
    }
}

/// <summary>An entry of the public log in its theatre's chain.</summary>
/// <param name="Number">How many entries the chain has with it.</param>
/// <param name="Hash">SHA-256 over the hash before it and the entry's canonical JSON; before the first are 32 zero bytes.</param>
internal sealed record SealedChange(string Theatre, long Position, long Number, byte[] Hash)
{
    public static SealedChange Start(string theatre) => new(theatre, 0, 0, new byte[Seal.Length]);

    public SealedChange Next(long position, string told) => new(Theatre, position, Number + 1, HashOf(Hash, told));

    public static byte[] HashOf(byte[] previous, string told) => SHA256.HashData([.. previous, .. CanonicalJson.Of(told)]);
}
