namespace Territory.Client;

/// <summary>What was learned in a span of recording, what is open at its end, and who said it. Times UTC.</summary>
public sealed record Brief
{
    /// <summary>The theatre's id.</summary>
    public required string Theatre { get; init; }
    /// <summary>Its English name.</summary>
    public string? Name { get; init; }
    /// <summary>Its Arabic name.</summary>
    public string? NameAr { get; init; }
    /// <summary>Recorded after this.</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>Recorded up to this.</summary>
    public DateTimeOffset Until { get; init; }
    /// <summary>New and late ones, the newest last.</summary>
    public IReadOnlyList<Learned> Changes { get; init => field = value ?? []; } = [];
    /// <summary>Corrections and retractions.</summary>
    public IReadOnlyList<Learned> Revisions { get; init => field = value ?? []; } = [];
    /// <summary>Actors that go on under another name.</summary>
    public IReadOnlyList<Learned> Successions { get; init => field = value ?? []; } = [];
    /// <summary>Areas contested at the end of the span.</summary>
    public IReadOnlyList<AreaControl> Contested { get; init => field = value ?? []; } = [];
    /// <summary>After how many days without a look an area is in <see cref="NotObserved"/>.</summary>
    public int UnobservedDays { get; init; }
    /// <summary>Areas nobody has looked at for so long, the longest first.</summary>
    public IReadOnlyList<AreaControl> NotObserved { get; init => field = value ?? []; } = [];
    /// <summary>Whose claims were recorded in the span, the most cited first.</summary>
    public IReadOnlyList<CitedSource> Sources { get; init => field = value ?? []; } = [];
    /// <summary>There is more than the brief holds.</summary>
    public bool More { get; init; }
    /// <summary>Some of it rests on invented reports.</summary>
    public bool Demonstration { get; init; }
    /// <summary>The last position it rests on, a decimal string.</summary>
    public string? Position { get; init; }
    /// <summary>The same question will have the same answer for ever.</summary>
    public bool Settled { get; init; }
    /// <summary>Checksum of the governorates at the end of the span; null while not settled.</summary>
    public string? Checksum { get; init; }
    /// <summary>Version of the theatre pack that gave names and parents.</summary>
    public string? PackVersion { get; init; }
    /// <summary>What the theatre's maps and names do not mean.</summary>
    public string? Disclaimer { get; init; }
    /// <summary>The same in Arabic.</summary>
    public string? DisclaimerAr { get; init; }
    /// <summary>Under which licence it may be passed on; null when its sources say.</summary>
    public string? Licence { get; init; }
}

/// <summary>A source and what was recorded of it in a span.</summary>
public sealed record CitedSource
{
    /// <summary>Its name; a pseudonym where it is restricted for this key.</summary>
    public required string Name { get; init; }
    /// <summary>Its name is for analysts only.</summary>
    public bool Restricted { get; init; }
    /// <summary>It is in the register of sources.</summary>
    public bool Registered { get; init; }
    /// <summary>How many of its claims were recorded.</summary>
    public long Claims { get; init; }
    /// <summary>Of how many reports.</summary>
    public long Reports { get; init; }
    /// <summary>Grades of its claims, the best first.</summary>
    public IReadOnlyList<string> Grades { get; init => field = value ?? []; } = [];
    /// <summary>Its reports are invented.</summary>
    public bool Demonstration { get; init; }
}
