using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>What a reading is read against: the theatre, the day of publication, and what the report has said so far.</summary>
internal sealed class Scene(Theatre theatre, EffectiveTime publishedAt)
{
    public Theatre Theatre { get; } = theatre;
    /// <summary>The text as it was published.</summary>
    public string Text { get; init; } = "";
    /// <summary>The day of publication; the last it may have been, when only the month or the year is known.</summary>
    public DateOnly Day { get; } = LocalTime.DayOf(publishedAt.Precision is Precision.Week or Precision.Month or Precision.Year ? publishedAt.To.AddTicks(-1) : publishedAt.From, theatre.Zone);

    /// <summary>The publication day, or the wider time when the publication itself is only known so.</summary>
    public EffectiveTime Published { get; } = publishedAt.Precision is Precision.Minute or Precision.Hour or Precision.Day
        ? LocalTime.OfDay(LocalTime.DayOf(publishedAt.From, theatre.Zone), theatre.Zone, DateBasis.Published)
        : publishedAt with { Basis = DateBasis.Published };

    /// <summary>Governorates the report names anywhere: they settle which of two towns of one name is meant.</summary>
    public HashSet<string> Governorates { get; } = [];

    /// <summary>What the report names anywhere, each name with all that bear it.</summary>
    public HashSet<IReadOnlyList<Area>> Named { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Areas whose name the report has given to another place.</summary>
    public HashSet<Area> Elsewhere { get; } = [];

    /// <summary>Sites by the word for their kind: «السد» is the dam named before.</summary>
    public Dictionary<string, Area?> Sites { get; } = [];

    /// <summary>Words for kinds of parties, as they are compared: «حركة», «جبهة».</summary>
    public IReadOnlyList<string> GroupKinds { get; } = [.. (theatre.Phrases.GetValueOrDefault("ar")?.GetValueOrDefault("groupKind") ?? []).Select(ArabicInflection.Fold)];

    /// <summary>Parties by the word for their kind: «الحركة» is the movement named before.</summary>
    public Dictionary<string, List<ActorWording>?> Groups { get; } = [];

    /// <summary>Parties the report calls by a name of their own.</summary>
    public HashSet<string> Parties { get; } = [];

    /// <summary>Those among them whose name is no common noun: "Islamic State", but not "rebels".</summary>
    public HashSet<string> Called { get; } = [];

    // Parties whose wording meant nobody else, the latest last.
    private readonly List<string> met = [];

    /// <summary>A wording that one party alone bears has told of it: "the extremists" after "IS" are IS.</summary>
    /// <param name="behind">It only gives way to the party met last, which is meant rather than it.</param>
    public void Meet(Item party, bool behind = false)
    {
        if (party.Meaning.Actors.Exists(w => w.Metonym || w.Voice) || party.Meaning.Actors.Select(w => w.Actor.Code).Distinct().ToList() is not [var code]) return;
        met.Remove(code);
        met.Insert(behind ? Math.Max(0, met.Count - 1) : met.Count, code);
    }

    public bool MetAfter(string party, string? other) => Met(party) > (other is null ? -1 : Met(other));

    /// <summary>The last party met that is not with another.</summary>
    public string? OtherThan(string? party) => met.FindLast(code => party is null || !Allied(code, party));

    /// <summary>The last party met that the report calls by a name and that is no state: "the group".</summary>
    public string? LastGroup => met.FindLast(code => Calls(code) && !IsState(code));

    /// <summary>The last party met that neither is with another nor backs it.</summary>
    public string? FoeOf(string party) => met.FindLast(code => Sides([party, code]).Count > 1);

    /// <summary>A party that a capital stands for has an army and no fighters.</summary>
    public bool IsState(string party) => Theatre.Phrases.GetValueOrDefault("en")?.ContainsKey("metonym." + party) == true;

    /// <summary>Whom "the army" means on a day; none where the report speaks of another state's.</summary>
    public string? Army(DateOnly day) => Parties.Any(p => IsState(p) && Home.All(a => a.Code != p)) ? null : Home.Find(a => a.IsValidOn(day))?.Code;

    private List<Actor> Home => [.. (Theatre.Phrases.GetValueOrDefault("en") ?? new Dictionary<string, IReadOnlyList<string>>()).Where(l => l.Key.StartsWith("actor.", StringComparison.Ordinal) && l.Value.Contains("army")).Select(l => Theatre.FindActor(l.Key["actor.".Length..])).OfType<Actor>()];

    private bool Within(HashSet<string> parties, string code) => parties.Contains(code) || parties.Any(p => Theatre.FindActor(p)?.Parent == code);

    private int Met(string party) => met.FindLastIndex(code => code == party || Theatre.FindActor(code)?.Parent == party);

    public bool Names(Actor actor) => Within(Parties, actor.Code) || met.Contains(actor.Code);

    /// <summary>The report calls it, or one of its factions, by a name.</summary>
    public bool Calls(string party) => Within(Called, party);

    public string? LastSubject { get; set; }
    /// <summary>Who gave way in the sentence before.</summary>
    public string? LastLeft { get; set; }
    /// <summary>The words for who acted last: «المهاجمون» in the next sentence.</summary>
    public List<ActorWording>? LastActing { get; set; }
    public string? LastSpeaker { get; set; }
    public Place? LastPlace { get; set { field = value; if (value is { Area.Level: AreaLevel.Place }) LastTown = value; } }
    /// <summary>The last place that is a town: no region is «المدينة».</summary>
    public Place? LastTown { get; private set; }
    /// <summary>The last told of that was called a city by the word for one.</summary>
    public Area? City { get; set; }
    /// <summary>The sentence before is only what people pass on: "pages on social media have claimed".</summary>
    public bool Hearsay { get; set; }
    /// <summary>The place this sentence has told of already.</summary>
    public Place? PlaceHere { get; set; }
    /// <summary>What the sentence before told.</summary>
    public IReadOnlyList<Finding> LastTold { get; set; } = [];
    /// <summary>The sentence before told only what is long past.</summary>
    public bool InHistory { get; set; }
    /// <summary>Who was last said to have taken a place.</summary>
    public string? LastTaker { get; set; }
    /// <summary>The places last governed together: what «المدينتين» means.</summary>
    public IReadOnlyList<Place> LastTogether { get; set; } = [];
    /// <summary>The two places last named together, though nothing was told of them.</summary>
    public IReadOnlyList<Place> LastCouple { get; set; } = [];
    /// <summary>The one place a sentence before has named, though nothing was told of it.</summary>
    public Place? LastNamed { get; set; }
    /// <summary>The city that the sentence before only names for where others lie: "A, B and C, north of Hama".</summary>
    public Place? Landmark { get; set; }
    /// <summary>The seat of the governorate in whose countryside the sentence before tells of something.</summary>
    public Area? Countryside { get; set; }
    /// <summary>The one place that the sentence before calls by a word for its kind, among others it only names: «مدينة X غربي Y».</summary>
    public (string Kind, IReadOnlyList<Area> Areas)? LastCalled { get; set; }
    /// <summary>Who took a place that was not named yet: «استعاد السيطرة على بلدة تقع …. وتأتي السيطرة على بلدة مورك».</summary>
    public (string Taker, string? Loser)? Unnamed { get; set; }
    /// <summary>The town that the sentence before tells to be attacked, and by whom.</summary>
    public (Place Place, string By)? Assailed { get; set; }
    /// <summary>Who took a place two sentences before that none has named since.</summary>
    public (string Taker, string? Loser)? StillUnnamed { get; set; }
    /// <summary>What that place was called: "a village".</summary>
    public string? UnnamedKind { get; set; }
    /// <summary>The places a sentence before names in one list, though nothing was told of them.</summary>
    public IReadOnlyList<Place> LastList { get; set; } = [];

    /// <summary>Two words with a hyphen between: "rebel-held".</summary>
    public bool Hyphened(Item one, Item other) => other.Span.Start - one.Span.End == 1 && one.Span.End < Text.Length && Text[one.Span.End] is '-' or '\u2010' or '\u2011';

    /// <summary>What «المدينة» or «المحافظة» without a name means: the last of that level, if the last place was of it.</summary>
    public IReadOnlyList<Area>? Meant(bool governorate) =>
        LastPlace is { } last && (last.Area.Level == AreaLevel.Governorate) == governorate ? last.Areas : null;

    public string? GovernorateOf(Area area) => area.Path.Count > 0 && Theatre.FindArea(area.Path[0]) is { Level: AreaLevel.Governorate } top ? top.Code : null;

    /// <summary>What the report names anywhere, whatever it tells of it.</summary>
    public void Hear(Meaning meaning)
    {
        if (meaning.Areas.Count > 0 && Named.Add(meaning.Areas)) Note(meaning.Areas);
        foreach (var party in meaning.Actors)
        {
            if (party is { Common: false, Metonym: false, Form.Speaker: null }) Parties.Add(party.Actor.Code);
            if (party.IsName && meaning.Actors.TrueForAll(other => other.Actor.Code == party.Actor.Code)) Called.Add(party.Actor.Code);
        }
    }

    /// <summary>The seat of a governorate bears its name: naming the city names the governorate too.</summary>
    public void Note(IReadOnlyList<Area> bearers)
    {
        string? only = null;
        foreach (var bearer in bearers)
            if (GovernorateOf(bearer) is { } governorate)
            {
                if ((only ??= governorate) != governorate) return;
            }
        if (only is not null) Governorates.Add(only);
    }

    /// <summary>A party, or the nearest party above both: two factions of one coalition act as the coalition.</summary>
    public string? Together(string? one, string? other)
    {
        if (one is null || other is null || one == other) return one ?? other;
        if (Theatre.FindActor(one)?.Parent == other) return other;
        if (Theatre.FindActor(other)?.Parent == one) return one;
        if (Backs(one, other)) return other;
        var (a, b) = (Theatre.FindActor(one)?.Parent, Theatre.FindActor(other)?.Parent);
        return a is not null && a == b ? a : one;
    }

    /// <summary>Those who act together, as sides: a coalition and its factions are one, and so are a party and the ally that backs it.</summary>
    public IReadOnlyList<string> Sides(IEnumerable<string?> parties)
    {
        var sides = new List<string>();
        foreach (var party in parties.OfType<string>())
        {
            var same = sides.FindIndex(side => Allied(side, party) || Backs(side, party) || Backs(party, side));
            if (same < 0) sides.Add(party);
            else sides[same] = Together(sides[same], party)!;
        }
        return sides;
    }

    /// <summary>A foreign ally, or a coalition, beside the party on the ground.</summary>
    public bool Backs(string ally, string party) =>
        Theatre.FindActor(ally) is { } actor && (actor.Backs.Contains(party) || (Theatre.FindActor(party)?.Parent is { } above && actor.Backs.Contains(above)));

    /// <summary>One party, or one and the coalition it belongs to; two factions of one coalition may drive each other out.</summary>
    public bool Kin(string? one, string? other) =>
        one is not null && other is not null && (one == other || Theatre.FindActor(one)?.Parent == other || Theatre.FindActor(other)?.Parent == one);

    public bool Allied(string? one, string? other) =>
        Kin(one, other) || (one is not null && other is not null && Theatre.FindActor(one)?.Parent is { } parent && parent == Theatre.FindActor(other)?.Parent);
}

/// <summary>An area as a sentence governs it.</summary>
/// <param name="Areas">The area, or several when the name is ambiguous.</param>
/// <param name="First">First item, cue included.</param>
/// <param name="Last">Last item.</param>
/// <param name="Span">Its words.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Cued">A word says what kind of area it is.</param>
/// <param name="Stranger">It stands for a place inside it that the theatre does not know.</param>
internal sealed record Place(IReadOnlyList<Area> Areas, int First, int Last, TextSpan Span, Extent Extent, bool Cued, bool Stranger = false)
{
    public Area Area => Areas[0];
    public bool Partly => Extent is Extent.Part or Extent.Most or Extent.Centre;
    public bool Ambiguous => Areas.Count > 1;
}
