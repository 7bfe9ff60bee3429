using System.Globalization;
using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>Reads one theatre from its folder. What the files are and what stands in them: README.md beside the packs.</summary>
public static class TheatrePack
{
    /// <summary>
    /// Reads what stands there, without judging whether it fits together: that is <see cref="TheatreConformance.Check"/>.
    /// </summary>
    /// <exception cref="TheatrePackException">Files are missing or cannot be read; every fault is named with file and line.</exception>
    public static Theatre Load(string folder)
    {
        var pack = new PackFolder(folder);
        var head = pack.Read<TheatreFile>("theatre.json");
        var actors = pack.Read<ActorsFile>("actors.json");
        var shapes = pack.Read<ShapesFile>("shapes.json");
        var sources = pack.Read<SourcesFile>("sources.json");
        var areas = AreasFile.Read(pack, head?.Labels ?? new Dictionary<string, NamePattern>());
        var zone = head is null ? TimeZoneInfo.Utc : Zone(pack, head.Zone);
        var chronology = ChronologyFile.Read(pack, zone);
        var theatre = head is null ? null : new Theatre
        {
            Id = head.Id,
            Name = head.Name,
            NameAr = head.NameAr,
            PackVersion = head.PackVersion,
            Zone = zone,
            Areas = areas,
            Actors = actors?.Actors ?? [],
            Successions = actors?.Successions ?? [],
            Policy = head.Policy,
            Legend = head.Legend,
            Disclaimer = head.Disclaimer,
            DisclaimerAr = head.DisclaimerAr,
            Sources = head.Sources,
            Licence = head.Licence,
            SourceRegister = sources?.Sources ?? [],
            Chronology = chronology,
            Demonstration = Demonstration(pack),
            Shapes = shapes?.Rings(pack) ?? new Dictionary<string, IReadOnlyList<IReadOnlyList<GeoPoint>>>(),
            Phrases = Phrases(pack),
        };
        pack.ThrowIfFaulty();
        return theatre!;
    }

    private static TimeZoneInfo Zone(PackFolder pack, string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        pack.Refuse("theatre.json", null, $"zone '{id}' is no time zone of this machine; expected an IANA name, for example Asia/Damascus.");
        return TimeZoneInfo.Utc;
    }

    private static List<DemonstrationReport> Demonstration(PackFolder pack) =>
        [.. pack.Files("demonstration").Select(file => (file, pack.Read<DemonstrationFile>(file))).Where(f => f.Item2 is not null).Select(f => f.Item2!.Report(f.file))];

    private static Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Phrases(PackFolder pack)
    {
        var byLanguage = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>();
        foreach (var file in pack.Files("phrases"))
            if (pack.Read<Dictionary<string, IReadOnlyList<string>>>(file) is { } lists)
                byLanguage[Path.GetFileNameWithoutExtension(file)] = lists;
        return byLanguage;
    }
}

/// <summary><c>theatre.json</c>.</summary>
internal sealed record TheatreFile(
    string Id, string Name, string NameAr, string Zone, string PackVersion, string Disclaimer, string DisclaimerAr, IReadOnlyList<string> Sources,
    AssessmentNumbers Policy, IReadOnlyDictionary<string, NamePattern> Labels, IReadOnlyList<LegendEntry> Legend, string? Licence = null);

/// <summary>How a kind of area is named in full, <c>{0}</c> being the name: <c>{0} city</c>, <c>مدينة {0}</c>.</summary>
internal sealed record NamePattern(string En, string Ar);

/// <summary><c>actors.json</c>.</summary>
internal sealed record ActorsFile(IReadOnlyList<Actor> Actors, IReadOnlyList<Succession> Successions);

/// <summary><c>sources.json</c>.</summary>
internal sealed record SourcesFile(IReadOnlyList<SourceEntry> Sources);

/// <summary><c>demonstration/*.json</c>; the text by paragraphs, the id is the file's name.</summary>
internal sealed record DemonstrationFile(string Language, string Source, Grade Grade, string PublishedAt, string Title, IReadOnlyList<string> Text)
{
    public DemonstrationReport Report(string file) =>
        new(Path.GetFileNameWithoutExtension(file), Language, Source, Grade, PublishedAt, Title, string.Join('\n', Text));
}

/// <summary><c>areas.csv</c>.</summary>
internal static class AreasFile
{
    public static List<Area> Read(PackFolder pack, IReadOnlyDictionary<string, NamePattern> labels)
    {
        var areas = pack.Rows("areas.csv", ["code", "level", "kind", "parent", "iso", "seat", "cue", "name", "nameAr", "variants"], ["validFrom", "validTo"]).Select(row => One(row, labels)).ToList();
        var parents = new Dictionary<string, string?>();
        foreach (var area in areas) parents.TryAdd(area.Code, area.Parent);
        return [.. areas.Select(a => a with { Path = PathTo(a.Code, parents) })];
    }

    private static Area One(PackRow row, IReadOnlyDictionary<string, NamePattern> labels)
    {
        var area = new Area
        {
            Code = row.Needed("code"),
            Level = row.Word<AreaLevel>("level"),
            Kind = row["kind"]!,
            Parent = row["parent"],
            Iso = row["iso"],
            Name = row.Needed("name"),
            NameAr = row.Needed("nameAr"),
            Variants = row.Several("variants"),
            SeatOf = Seat(row),
            NeedsCue = row.Flag("cue"),
            ValidFrom = row.Day("validFrom"),
            ValidTo = row.Day("validTo"),
        };
        if (!labels.TryGetValue(area.Kind, out var pattern)) return area;
        return area with { Label = pattern.En.Replace("{0}", area.Name, StringComparison.Ordinal), LabelAr = pattern.Ar.Replace("{0}", area.NameAr, StringComparison.Ordinal) };
    }

    private static int? Seat(PackRow row)
    {
        if (row["seat"] is not { } text) return null;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var seat) && seat is >= 1 and <= 3) return seat;
        row.Refuse($"seat is '{text}'; expected 1 (of a governorate), 2 (district), 3 (subdistrict) or nothing.");
        return null;
    }

    // A missing parent or a circle ends the path; the conformance check names it.
    private static List<string> PathTo(string code, Dictionary<string, string?> parents)
    {
        var path = new List<string>();
        for (var at = code; at is not null && !path.Contains(at) && parents.TryGetValue(at, out var above); at = above) path.Insert(0, at);
        return path;
    }
}

/// <summary><c>chronology.csv</c>.</summary>
internal static class ChronologyFile
{
    public static List<ChronologyRow> Read(PackFolder pack, TimeZoneInfo zone) =>
        [.. pack.Rows("chronology.csv", "id", "date", "area", "status", "from", "controllers", "challengers", "extent", "manner", "grade", "observation", "source", "note")
            .Select(row => One(row, zone))];

    private static ChronologyRow One(PackRow row, TimeZoneInfo zone)
    {
        if (!LocalTime.TryParse(row["date"], zone, DateBasis.Text, out _)) row.Refuse($"date '{row["date"]}' cannot be read; expected {LocalTime.Expected}.");
        if (!Grade.TryParse(row["grade"], out var grade)) row.Refuse($"grade is '{row["grade"]}'; expected a letter A–F and a digit 1–6, for example C2.");
        var (status, controllers) = (row.Word<ControlStatus>("status"), row.Several("controllers"));
        return new ChronologyRow
        {
            Id = row.Needed("id"),
            Area = row.Needed("area"),
            From = row["from"],
            To = status == ControlStatus.Controlled && controllers.Count == 1 ? controllers[0] : null,
            Status = status,
            Controllers = controllers,
            Challengers = row.Several("challengers"),
            Extent = row.Word<Extent>("extent"),
            Manner = row.Word("manner", Manner.Unknown),
            EffectiveAt = row["date"] ?? "",
            Grade = grade,
            Source = row.Needed("source"),
            Note = row["note"],
            Observation = row.Flag("observation"),
        };
    }
}
