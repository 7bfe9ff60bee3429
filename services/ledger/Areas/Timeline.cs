using System.Collections;
using System.Runtime.CompilerServices;

namespace Territory.Ledger.Areas;

/// <summary>
/// The decisions of an area that stand, by effective time, then by position. It never changes: what comes of a decision
/// is another timeline, which shares with this one all but a piece of some dozens. So the ten thousandth decision of an area
/// costs what the tenth did.
/// </summary>
[CollectionBuilder(typeof(Timeline), nameof(Of))]
public sealed class Timeline : IReadOnlyList<Standing>
{
    private const int MostInAPiece = 64;
    /// <summary>None is empty.</summary>
    private readonly Standing[][] pieces;

    private Timeline(Standing[][] pieces, int length) => (this.pieces, Length) = (pieces, length);

    /// <summary>Of decisions in their order.</summary>
    public static Timeline Of(ReadOnlySpan<Standing> standings)
    {
        var pieces = new List<Standing[]>();
        for (var at = 0; at < standings.Length; at += MostInAPiece) pieces.Add(standings[at..Math.Min(at + MostInAPiece, standings.Length)].ToArray());
        return new([.. pieces], standings.Length);
    }

    public int Length { get; }
    public bool IsEmpty => Length == 0;
    int IReadOnlyCollection<Standing>.Count => Length;

    public Standing this[int index]
    {
        get
        {
            if (index > Length / 2) return FromTheEnd(Length - 1 - index);
            var piece = 0;
            while (index >= pieces[piece].Length) index -= pieces[piece++].Length;
            return pieces[piece][index];
        }
    }

    /// <summary>The last in the world's time; null when nothing stands.</summary>
    public Standing? Last => IsEmpty ? null : pieces[^1][^1];

    /// <summary>The decision that holds at an instant of the world; null when nothing was decided for it.</summary>
    public Standing? At(DateTimeOffset instant) => Before(instant) is > 0 and var place ? this[place - 1] : null;

    /// <summary>How many take effect up to an instant.</summary>
    public int Before(DateTimeOffset instant)
    {
        var (before, piece) = (Length, pieces.Length - 1);
        // From the end, where most is asked for.
        while (piece >= 0 && pieces[piece][0].Ruling.Effective.From > instant) before -= pieces[piece--].Length;
        return piece < 0 ? 0 : before - pieces[piece].Length + Within(pieces[piece], instant);
    }

    /// <summary>Those that take effect within a time, both ends included.</summary>
    internal IEnumerable<Standing> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var place = Before(from.AddTicks(-1)); place < Length && this[place] is var standing && standing.Ruling.Effective.From <= to; place++) yield return standing;
    }

    public Standing? Find(string changeId) => Place(changeId) is var (piece, at) && piece >= 0 ? pieces[piece][at] : null;

    public Timeline With(Standing standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var piece = pieces.Length - 1;
        while (piece > 0 && pieces[piece][0].Ruling.Effective.From > standing.Ruling.Effective.From) piece--;
        if (piece < 0) return new([[standing]], 1);
        var old = pieces[piece].AsSpan();
        var at = Within(pieces[piece], standing.Ruling.Effective.From);
        if (old.Length < MostInAPiece) return Replace(piece, 1, [.. old[..at], standing, .. old[at..]]);
        // A timeline mostly grows at its end: a full piece there stays full.
        var cut = at == old.Length ? at : old.Length / 2;
        return at < cut
            ? Replace(piece, 1, [.. old[..at], standing, .. old[at..cut]], old[cut..].ToArray())
            : Replace(piece, 1, old[..cut].ToArray(), [.. old[cut..at], standing, .. old[at..]]);
    }

    /// <summary>As it is without some of the decisions that take effect within a time, both ends included.</summary>
    internal Timeline Without(DateTimeOffset from, DateTimeOffset to, Func<Standing, bool> isGone)
    {
        bool IsGone(Standing s) => s.Ruling.Effective.From >= from && s.Ruling.Effective.From <= to && isGone(s);
        var left = pieces.Select(piece => piece[0].Ruling.Effective.From > to || piece[^1].Ruling.Effective.From < from || !Array.Exists(piece, IsGone) ? piece : Array.FindAll(piece, s => !IsGone(s))).Where(piece => piece.Length > 0).ToArray();
        return new(left, left.Sum(piece => piece.Length));
    }

    /// <summary>As it is without a decision, which need not be there.</summary>
    public Timeline Without(string changeId)
    {
        var (piece, at) = Place(changeId);
        if (piece < 0) return this;
        var old = pieces[piece].AsSpan();
        return old.Length == 1 ? Replace(piece, -1) : Replace(piece, -1, [.. old[..at], .. old[(at + 1)..]]);
    }

    /// <summary>With the same decision on other grounds, which must not be of another time.</summary>
    public Timeline Resting(string changeId, Ruling ruling)
    {
        var (piece, at) = Place(changeId);
        if (piece < 0) return this;
        Standing[] now = [.. pieces[piece]];
        now[at] = now[at] with { Ruling = ruling };
        return Replace(piece, 0, now);
    }

    /// <summary>How many decisions two timelines begin with that are the very same; none of them was touched between the two.</summary>
    internal static int SharedStart(Timeline one, Timeline other)
    {
        var (shared, piece) = (0, 0);
        while (piece < one.pieces.Length && piece < other.pieces.Length && one.pieces[piece] == other.pieces[piece]) shared += one.pieces[piece++].Length;
        return shared + SameOf(one.pieces.Skip(piece).SelectMany(standings => standings), other.pieces.Skip(piece).SelectMany(standings => standings));
    }

    /// <summary>How many decisions two timelines end with that are the very same, besides those they begin with.</summary>
    /// <param name="start">How many they begin with.</param>
    internal static int SharedEnd(Timeline one, Timeline other, int start)
    {
        var (shared, pieces) = (0, 0);
        while (pieces < one.pieces.Length && pieces < other.pieces.Length && one.pieces[^(pieces + 1)] == other.pieces[^(pieces + 1)]) shared += one.pieces[^++pieces].Length;
        shared += SameOf(Backwards(one.pieces.SkipLast(pieces)), Backwards(other.pieces.SkipLast(pieces)));
        return Math.Min(shared, Math.Min(one.Length, other.Length) - start);
    }

    private static IEnumerable<Standing> Backwards(IEnumerable<Standing[]> pieces) => pieces.Reverse().SelectMany(piece => piece.AsEnumerable().Reverse());

    private static int SameOf(IEnumerable<Standing> some, IEnumerable<Standing> others) => some.Zip(others).TakeWhile(pair => ReferenceEquals(pair.First, pair.Second)).Count();

    public IEnumerator<Standing> GetEnumerator()
    {
        foreach (var piece in pieces)
            foreach (var standing in piece)
                yield return standing;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Standing FromTheEnd(int index)
    {
        var piece = pieces.Length - 1;
        while (index >= pieces[piece].Length) index -= pieces[piece--].Length;
        return pieces[piece][^(index + 1)];
    }

    private static int Within(Standing[] piece, DateTimeOffset instant)
    {
        var at = piece.Length;
        while (at > 0 && piece[at - 1].Ruling.Effective.From > instant) at--;
        return at;
    }

    /// <summary>From the end, where most is asked for; -1 when it is not there.</summary>
    private (int Piece, int At) Place(string changeId)
    {
        for (var piece = pieces.Length - 1; piece >= 0; piece--)
            if (Array.FindLastIndex(pieces[piece], s => s.ChangeId == changeId) is >= 0 and var at) return (piece, at);
        return (-1, -1);
    }

    private Timeline Replace(int piece, int longer, params ReadOnlySpan<Standing[]> now) => new([.. pieces.AsSpan(0, piece), .. now, .. pieces.AsSpan(piece + 1)], Length + longer);
}
