"""What sources claim, whichever source it is: chains, assets, copies and relations, and the names by which a source
means them.
"""
