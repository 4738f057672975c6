shared-fault = Un problème est survenu de notre côté, désolés. S'il se répète, donnez la référence `{ $reference }` à un modérateur.
shared-example = Par exemple : { $example }
shared-only-in-server = Cela ne marche que dans un serveur, pas en message privé.
shared-rate-command = C'est beaucoup à la fois : { $allowed } commandes par minute sont possibles. La prochaine marchera { $again }.
shared-rate-post = Vous avez publié { $allowed } messages publics en dix minutes. Le prochain sera possible { $again }.
shared-rate-upload = Vous avez envoyé { $allowed } fichiers en dix minutes. Le prochain sera possible { $again }.
shared-moderators-only = Seuls les modérateurs de ce serveur peuvent faire cela.
shared-barred = Un modérateur vous a retiré le droit de publier ici jusqu'au { $until }. La raison : { $reason }
