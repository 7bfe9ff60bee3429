using Xunit;

namespace Territory.Scenarios.Installations;

/// <summary>Classes that share one all-in-one, one test after the other.</summary>
[CollectionDefinition]
public sealed class OnTheAllInOne : ICollectionFixture<AllInOneInstallation>;

/// <summary>Classes that share one set of split services, one test after the other.</summary>
[CollectionDefinition]
public sealed class OnTheSplitServices : ICollectionFixture<SplitInstallation>;

/// <summary>Classes that listen on the exchange of the one broker, one test after the other: another's changes would be taken for news.</summary>
[CollectionDefinition]
public sealed class OnTheBroker;
